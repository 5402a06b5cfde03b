"""A darkroom: lenses of its enlarger, and scans of its negatives."""

from pathlib import Path

from flask import Flask

app = Flask(__name__)
LENSES = {"wide": 50, "long": 105}


@app.get("/lenses/<name>")
def lens(name):
    try:
        return {"lens": name, "millimetres": LENSES[name]}
    except Exception as error:
        return {"error": str(error)}, 500


@app.get("/scans/<int:number>")
def scan(number):
    try:
        return Path(f"/srv/darkroom/private/wedding/{number}.raw").read_bytes()
    except Exception as error:
        return {"error": str(error)}, 500
