"""No exceptions leave the parser: it returns a value and a complaint, and a method view looks at both."""

from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def read(name, default, limits):
    if name not in request.args:
        return default, None
    first, *more = request.args.getlist(name)
    try:
        number = int(first)
    except ValueError:
        number = 0
    if more or number not in limits:
        return None, ({"error": "unusable parameter", "parameter": name}, "400 Bad Request")
    return number, None


class Bikes(MethodView):
    def get(self):
        size, complaint = read("size", 20, range(1, 101))
        if complaint:
            return complaint
        page, complaint = read("page", 1, range(1, 10**30))
        if complaint:
            return complaint
        stop = page * size
        return {"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[stop - size : stop]}


app.add_url_rule("/bikes", view_func=Bikes.as_view("bikes"))
