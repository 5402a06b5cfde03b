"""The loudspeaker of a railway station: it reads out what it is sent."""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 40


@app.post("/announcements")
def announce():
    return {"read_out": request.get_json()}
