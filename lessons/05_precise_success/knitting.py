"""A knitting shop: one view finds a thing, one works something out."""

from flask import Flask

app = Flask(__name__)
YARNS = {"moss": {"grams": 100, "metres": 210}}


@app.get("/yarns/<name>")
def yarn(name):
    if name not in YARNS:
        return {"error": f"There is no yarn called {name}"}, 404
    return YARNS[name]


@app.post("/stitch-counts/<int:centimetres>")
def stitch_count(centimetres):
    return {"stitches": centimetres * 22 // 10}, 200
