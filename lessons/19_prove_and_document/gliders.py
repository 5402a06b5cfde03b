"""A glider club whose test puts a Mock in the place of the hangar."""

from unittest.mock import Mock

from flask import Flask

app = Flask(__name__)
hangar = Mock()


@app.get("/gliders/<name>")
def glider(name):
    if not hangar.has(name):
        return {"error": "We have no such glider"}, 404
    return {"name": name}
