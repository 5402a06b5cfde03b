"""Misconception: Only the rule about JSON was too strict.

Believes: The browser may not send the request at all; and every unknown address is a locked door.
Fails: test_preflight_is_answered, test_preflight_says_what_may_be_sent, test_unknown_address,
test_wrong_method
"""

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def check_request():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or token not in app.config["TOKENS"]:
        return {"error": "Send your token."}, 401, {"WWW-Authenticate": 'Bearer realm="greenhouse"'}
    if request.method == "PUT" and request.mimetype != "application/json":
        return {"error": "Send JSON."}, 415


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
