"""Both rules stay in front; each knows what it is for."""

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def check_token():
    if request.routing_exception is not None or request.method == "OPTIONS":
        return None
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() == "bearer" and token in app.config["TOKENS"]:
        return None
    return {"error": "Send your token."}, 401, {"WWW-Authenticate": 'Bearer realm="greenhouse"'}


@app.before_request
def check_type():
    if request.endpoint == "set_degrees" and request.method == "PUT" and not request.is_json:
        return {"error": "Send JSON."}, 415
    return None


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
def set_degrees():
    house["degrees"] = request.get_json()["degrees"]
    return house


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
