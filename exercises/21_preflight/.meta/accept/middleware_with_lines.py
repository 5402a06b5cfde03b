"""The headers for the page come from a WSGI middleware, one value a line; the token is asked for by the views."""

from flask import Flask, request
from flask.views import MethodView
from werkzeug.exceptions import UnsupportedMediaType

app = Flask(__name__, static_folder=None)
app.config.update(TOKENS={"grow-71.kale": "night shift"}, HOUSE={"degrees": 21, "alarm": "ringing"})


class Protected(MethodView):
    def dispatch_request(self, **values):
        if request.method != "OPTIONS":
            parts = request.headers.get("Authorization", "").split(None, 1)
            if (
                len(parts) != 2
                or parts[0].casefold() != "bearer"
                or parts[1] not in app.config["TOKENS"].keys()
            ):
                return {"error": "who?"}, "401 Unauthorized", [("WWW-Authenticate", "Bearer")]
        return super().dispatch_request(**values)


class Show(Protected):
    def get(self):
        return app.config["HOUSE"]


class Degrees(Protected):
    def put(self):
        try:
            data = request.json
        except UnsupportedMediaType:
            return {"error": "JSON"}, 415
        app.config["HOUSE"]["degrees"] = data["degrees"]
        return app.config["HOUSE"]


class Silence(Protected):
    def post(self):
        app.config["HOUSE"].update(alarm="silent")
        return app.config["HOUSE"]


app.add_url_rule("/house", view_func=Show.as_view("show"))
app.add_url_rule("/house/degrees", view_func=Degrees.as_view("degrees"))
app.add_url_rule("/house/silence", view_func=Silence.as_view("silence"))
inner = app.wsgi_app


def cors(environ, start_response):
    def start(status, headers, exc_info=None):
        extra = [("Access-Control-Allow-Origin", "https://board.example"), ("Vary", "Origin")]
        if environ["REQUEST_METHOD"] == "OPTIONS":
            extra += [
                ("Access-Control-Allow-Methods", "PUT"),
                ("Access-Control-Allow-Headers", "Authorization"),
                ("Access-Control-Allow-Headers", "Content-Type"),
            ]
        return start_response(status, headers + extra, exc_info)

    return inner(environ, start)


app.wsgi_app = cors
