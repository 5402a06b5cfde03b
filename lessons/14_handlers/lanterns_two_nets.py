"""Lanterns along a path: HTTP errors keep their code, the rest is 500."""

from flask import Flask, abort, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
names = ["oak", "bend", "gate"]


@app.errorhandler(HTTPException)
def http_error(error):
    response = error.get_response()
    response.data = app.json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response


@app.get("/lanterns/")
def lanterns():
    return names


@app.post("/lanterns/")
def hang():
    lantern = request.get_json()
    if not isinstance(lantern, dict) or not isinstance(lantern.get("name"), str):
        abort(400, "A lantern has a name")
    names.append(lantern["name"])
    return lantern, 201, {"Location": url_for("lantern", number=len(names))}


@app.get("/lanterns/<int:number>")
def lantern(number):
    if not 0 < number <= len(names):
        abort(404, "There is no such lantern")
    return {"name": names[number - 1]}
