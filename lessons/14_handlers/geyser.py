"""A geyser, with one handler for every HTTP error."""

from flask import Flask
from werkzeug.exceptions import HTTPException, ServiceUnavailable

app = Flask(__name__)


@app.errorhandler(HTTPException)
def speak(error):
    code = error.name.lower().replace(" ", "_")
    return {"error": {"code": code, "message": error.description}}, error.code


@app.get("/geyser")
def geyser():
    raise ServiceUnavailable("It rests after an eruption", retry_after=600)


@app.get("/height")
def height():
    return {"metres": 40 / 0}
