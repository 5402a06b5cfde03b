"""Lanterns along a path: HTTP errors keep their code, the rest is 500."""

from flask import Flask, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


@app.errorhandler(HTTPException)
def http_error(error):
    response = error.get_response()
    response.data = app.json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response


@app.get("/lanterns/")
def lanterns():
    return ["oak", "bend", "gate"]


@app.post("/lanterns/")
def hang():
    return {"lantern": request.get_json()["name"]}, 201
