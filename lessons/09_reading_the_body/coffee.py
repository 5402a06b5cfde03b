"""A coffee machine: without a wish you get an espresso."""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 40


@app.post("/cups")
def brew():
    wish = request.get_json(silent=True) or {}
    return {"cup": wish.get("drink", "espresso")}
