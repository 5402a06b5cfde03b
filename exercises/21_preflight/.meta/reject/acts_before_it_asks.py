"""Misconception: It does not matter when the token is asked for, as long as the answer is 401.

Believes: It was refused; but the house has changed.
Fails: test_refused_changes_nothing
"""

from functools import wraps

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


def asked(view):
    @wraps(view)
    def guarded():
        answer = view()
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in app.config["TOKENS"]:
            return {"error": "Send your token."}, 401, {"WWW-Authenticate": 'Bearer realm="greenhouse"'}
        return answer

    return guarded


@app.after_request
def let_the_dashboard_read(response):
    response.headers["Access-Control-Allow-Origin"] = "https://board.example"
    response.headers["Access-Control-Allow-Methods"] = "GET, PUT, POST"
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    return response


@app.get("/house")
@asked
def show_house():
    return house


@app.put("/house/degrees")
@asked
def set_degrees():
    if not request.is_json:
        return {"error": "Send JSON."}, 415
    house["degrees"] = request.get_json()["degrees"]
    return house


@app.post("/house/silence")
@asked
def silence_alarm():
    house["alarm"] = "silent"
    return house
