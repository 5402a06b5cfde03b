"""A blueprint whose before_request runs only for its own routes; OPTIONS is answered there with 204."""

from flask import Blueprint, Flask, abort, jsonify, make_response, request

app = Flask(__name__)
app.config["TOKENS"] = {"grow-71.kale": "night shift"}

state = {"degrees": 21, "alarm": "ringing"}
inside = Blueprint("house", __name__, url_prefix="/house")


def refuse(code, text):
    response = make_response(jsonify(error=text), code)
    if code == 401:
        response.headers["WWW-Authenticate"] = 'bearer realm="greenhouse", charset="UTF-8"'
    abort(response)


@inside.before_request
def ask():
    if request.method == "OPTIONS":
        return "", 204
    words = request.headers.get("Authorization", "").split()
    if len(words) != 2 or words[0].lower() != "bearer" or words[1] not in app.config["TOKENS"]:
        refuse(401, "no good token")
    return None


@inside.get("")
def show():
    return jsonify(state)


@inside.put("/degrees")
def degrees():
    if request.mimetype != "application/json":
        refuse(415, f"not {request.mimetype or 'that'}, but JSON")
    state["degrees"] = request.json["degrees"]
    return jsonify(state)


@inside.post("/silence")
def silence():
    state["alarm"] = "silent"
    return jsonify(state)


@app.after_request
def share(response):
    if request.headers.get("Origin") == "https://board.example":
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        response.vary.add("Origin")
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "PUT, DELETE, PATCH"
        response.headers["Access-Control-Allow-Headers"] = "content-type,authorization"
        response.headers["Access-Control-Max-Age"] = "600"
    return response


app.register_blueprint(inside)
