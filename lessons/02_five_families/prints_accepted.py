"""A photo shop that says: accepted, not done yet."""

from flask import Flask

app = Flask(__name__)


@app.post("/prints")
def order():
    return {"state": "printing", "ready": "16:30"}, 202
