"""A view class; code and body are chosen first and returned once."""

from flask import Flask
from flask.views import MethodView

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


class Coin(MethodView):
    def post(self, number):
        match number:
            case n if n not in METERS:
                code, body = "404 Not Found", {"error": f"unknown meter {n}"}
            case n if n in JAMMED:
                code, body = "409 Conflict", {"error": f"jammed meter {n}"}
            case n:
                code, body = "200 OK", {"meter": n, "minutes": 12}
        return body, code, [("X-Meter", str(number))]


app.add_url_rule("/meters/<int:number>/coin", view_func=Coin.as_view("coin"))
