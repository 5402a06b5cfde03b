"""Like: preflight_known_by_its_header"""

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


def is_preflight():
    return "Origin" in request.headers and "Access-Control-Request-Method" in request.headers


@app.before_request
def check_token():
    if is_preflight() or request.url_rule is None:
        return None
    given = request.headers.get("Authorization", "")
    for token in app.config["TOKENS"]:
        if given == f"Bearer {token}":
            return None
    return {"error": "Send your token."}, 401, {"WWW-Authenticate": 'Bearer realm="greenhouse"'}


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
    if not request.is_json:
        return {"error": "Send JSON."}, 415
    house["degrees"] = request.json["degrees"]
    return house


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
