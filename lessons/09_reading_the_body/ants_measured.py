"""An ant farm that wants to know the length before it reads."""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 6


@app.put("/ants")
def count():
    if request.content_length is None:
        return {"error": "Send Content-Length"}, 411
    return {"stored": request.get_json()}
