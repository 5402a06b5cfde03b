"""Like: reading_needs_no_token"""

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def check_request():
    if request.method in SAFE_METHODS:
        return
    if request.url_rule is not None and not has_token():
        return {"error": "Send your token."}, 401, {"WWW-Authenticate": 'Bearer realm="greenhouse"'}


def has_token():
    header = request.headers.get("Authorization", "")
    if not header.startswith("Bearer "):
        return False
    return header[7:] in app.config["TOKENS"]


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
        return {"error": "not JSON"}, 415
    body = request.get_json()
    house["degrees"] = body["degrees"]
    return house


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
