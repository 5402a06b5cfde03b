"""Like: options_only"""

from flask import Flask, jsonify, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def check_request():
    if request.method == "OPTIONS":
        return app.make_default_options_response()
    auth = request.authorization
    if auth is None or auth.type != "bearer" or auth.token not in app.config["TOKENS"]:
        response = jsonify(error="no token or a wrong one")
        response.status_code = 401
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
        return jsonify(error="only JSON"), 415
    house["degrees"] = request.get_json()["degrees"]
    return house


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
