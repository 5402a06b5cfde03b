"""Like: hidden_behind_403"""

from flask import Flask, jsonify, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def guard():
    if request.method == "OPTIONS" or not request.url_rule:
        return None
    words = request.headers.get("Authorization", "").split()
    if len(words) == 2 and words[0] == "Bearer" and words[1] in app.config["TOKENS"]:
        return None
    response = jsonify({"error": "access denied"})
    response.status = "403 Forbidden"
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


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
    if request.mimetype != "application/json":
        return jsonify({"error": "unsupported media type"}), 415
    house["degrees"] = request.get_json()["degrees"]
    return house


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
