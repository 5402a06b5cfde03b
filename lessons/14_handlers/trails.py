"""Trails from a map file; every error brings its own code."""

from xml.etree import ElementTree

from flask import Flask, request

app = Flask(__name__)


@app.errorhandler(Exception)
def any_error(error):
    return {"error": type(error).__name__}, getattr(error, "code", 500)


@app.post("/trails")
def add():
    trail = ElementTree.fromstring(request.get_data())
    return {"trail": trail.get("name")}
