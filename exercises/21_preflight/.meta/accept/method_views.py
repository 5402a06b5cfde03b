"""View classes with a common base that asks; the answer to OPTIONS is their own."""

from flask import Flask, jsonify, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException, Unauthorized, UnsupportedMediaType

app = Flask(__name__)
app.config["TOKENS"] = {"grow-71.kale": "night shift"}

house = {"degrees": 21, "alarm": "ringing"}
CORS = {
    "Access-Control-Allow-Origin": "https://board.example",
    "Access-Control-Allow-Methods": "*, PUT",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Anything",
}


class Guarded(MethodView):
    def dispatch_request(self, **values):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        known = scheme.upper() == "BEARER" and app.config["TOKENS"].get(token)
        if request.method != "OPTIONS" and not known:
            raise Unauthorized("Send your token.")
        return super().dispatch_request(**values)

    def options(self):
        return "", 204, {"Allow": ", ".join(sorted(self.methods))}


class House(Guarded):
    def get(self):
        return house


class Degrees(Guarded):
    def put(self):
        if "json" not in request.mimetype.split("/", 1)[-1].split("+") or request.mimetype.startswith("text"):
            raise UnsupportedMediaType("Send JSON.")
        house.update(degrees=request.get_json()["degrees"])
        return house


class Silence(Guarded):
    def post(self):
        house.update(alarm="silent")
        return house


@app.errorhandler(HTTPException)
def told(error):
    response = error.get_response()
    response.data = jsonify(error=error.description).data
    response.mimetype = "application/json"
    if error.code == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="house, Bearer or not", Bearer realm="house"'
    return response


@app.after_request
def share(response):
    response.headers.update(CORS)
    return response


app.add_url_rule("/house", view_func=House.as_view("house"))
app.add_url_rule("/house/degrees", view_func=Degrees.as_view("degrees"))
app.add_url_rule("/house/silence", view_func=Silence.as_view("silence"))
