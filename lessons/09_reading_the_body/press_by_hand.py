"""An apple press that compares the label by hand."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/estimates")
def estimate():
    if request.headers.get("Content-Type") != "application/json":
        return {"error": "Send JSON"}, 415
    apples = request.get_json()
    return {"litres": apples["kilos"] * 0.6}
