"""Like: token_in_one_view"""

from functools import wraps

from flask import Flask, jsonify, request
from flask.views import MethodView

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


def token_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in app.config["TOKENS"]:
            return jsonify(error="Token, please."), 401, {"WWW-Authenticate": "Bearer"}
        return view(*args, **kwargs)

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


class Degrees(MethodView):
    decorators = [token_required]

    def put(self):
        if not request.is_json:
            return jsonify(error="JSON, please."), 415
        house["degrees"] = request.json["degrees"]
        return jsonify(house)


app.add_url_rule("/house/degrees", view_func=Degrees.as_view("degrees"))


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
