"""Like: left_to_get_json"""

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def check_request():
    if request.url_rule is None or request.method == "OPTIONS":
        return
    words = request.headers.get("Authorization", "").split(" ", 1)
    if words[0] != "Bearer" or words[-1] not in app.config["TOKENS"]:
        return {"error": "No valid token."}, 401, {"WWW-Authenticate": "Bearer"}


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
    house.update(degrees=request.json["degrees"])
    return house


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
