"""Like: every_path_exempt"""

from flask import Flask, request

app = Flask(__name__)

app.config["TOKENS"] = {"grow-71.kale": "night shift"}

OPEN = ["/house", "/house/degrees", "/house/silence"]

house = {"degrees": 21, "alarm": "ringing"}


@app.before_request
def check_request():
    if request.path in OPEN or request.method == "OPTIONS":
        return None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token in app.config["TOKENS"]:
        return None
    return {"error": "Who are you?"}, 401, {"WWW-Authenticate": "Bearer"}


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
        return {"error": "Send JSON."}, 415
    house["degrees"] = request.get_json()["degrees"]
    return house


@app.post("/house/silence")
def silence_alarm():
    house["alarm"] = "silent"
    return house
