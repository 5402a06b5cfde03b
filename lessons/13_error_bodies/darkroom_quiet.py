"""A darkroom that keeps the reason for its log."""

from pathlib import Path

from flask import Flask

app = Flask(__name__)


@app.get("/scans/<int:number>")
def scan(number):
    try:
        return Path(f"/srv/darkroom/private/wedding/{number}.raw").read_bytes()
    except OSError:
        app.logger.exception("scan %s cannot be read", number)
        return {"error": "The scan cannot be read at the moment. We have been told"}, 500
