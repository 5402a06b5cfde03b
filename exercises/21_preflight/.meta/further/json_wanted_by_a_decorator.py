"""Like: type_of_nothing"""

from functools import wraps

from flask import Flask, abort, jsonify, make_response, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def authenticate():
    if request.method == "OPTIONS":
        return
    if request.routing_exception:
        return
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or value not in app.config["TOKENS"]:
        abort(make_response(jsonify(error="unauthorized"), 401, {"WWW-Authenticate": "Bearer"}))


def json_only(f):
    @wraps(f)
    def wrapper(*args, **kwargs):
        if request.mimetype != "application/json":
            return jsonify(error="Content-Type must be application/json"), 415
        return f(*args, **kwargs)

    return wrapper


@app.after_request
def let_the_dashboard_read(response):
    response.headers["Access-Control-Allow-Origin"] = "https://board.example"
    response.headers["Access-Control-Allow-Methods"] = "GET, PUT, POST"
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    return response


@app.get("/house")
def show_house():
    return house


@app.put("/house/degrees")
@json_only
def set_degrees():
    house["degrees"] = request.get_json()["degrees"]
    return house


@app.post("/house/silence")
@json_only
def silence_alarm():
    house["alarm"] = "silent"
    return house
