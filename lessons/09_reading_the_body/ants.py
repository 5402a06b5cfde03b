"""An ant farm: the body is the number of ants, at most six bytes."""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 6


@app.put("/ants")
def count():
    return {"stored": request.get_json()}
