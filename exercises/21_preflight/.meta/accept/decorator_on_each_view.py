"""A decorator on each view; a handler writes the 415 of get_json."""

from functools import wraps

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


def needs_token(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        credentials = request.authorization
        good = credentials is not None and credentials.type == "bearer"
        if not good or credentials.token not in app.config["TOKENS"]:
            return {"error": "Who are you?"}, 401, {"WWW-Authenticate": "Bearer"}
        return view(*args, **kwargs)

    return guarded


@app.errorhandler(415)
def not_json(error):
    return {"error": error.description}, 415


@app.after_request
def let_the_dashboard_read(response):
    response.headers["Access-Control-Allow-Origin"] = "https://board.example"
    response.headers["Access-Control-Allow-Methods"] = "GET, PUT, POST"
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    return response


@app.get("/house")
@needs_token
def show_house():
    return house


@app.put("/house/degrees")
@needs_token
def set_degrees():
    house["degrees"] = request.get_json()["degrees"]
    return house


@app.post("/house/silence")
@needs_token
def silence_alarm():
    house["alarm"] = "silent"
    return house
