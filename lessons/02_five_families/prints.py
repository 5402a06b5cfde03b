"""A photo shop that wants to say: we are still printing."""

from flask import Flask

app = Flask(__name__)


@app.post("/prints")
def order():
    return {"state": "printing", "ready": "16:30"}, 102
