"""A geyser, whose handler changes the body and keeps the rest."""

import json

from flask import Flask
from werkzeug.exceptions import HTTPException, ServiceUnavailable

app = Flask(__name__)


@app.errorhandler(HTTPException)
def speak(error):
    code = error.name.lower().replace(" ", "_")
    response = error.get_response()
    response.data = json.dumps({"error": {"code": code, "message": error.description}})
    response.content_type = "application/json"
    return response


@app.get("/geyser")
def geyser():
    raise ServiceUnavailable("It rests after an eruption", retry_after=600)
