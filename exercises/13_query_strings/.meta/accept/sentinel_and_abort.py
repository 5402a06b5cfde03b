"""A sentinel tells absent from empty; a ready response leaves the view through abort."""

from http import HTTPStatus

from flask import Flask, abort, jsonify, make_response, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]
ABSENT = object()


def refuse(name, text):
    abort(make_response(jsonify(error=text, parameter=name), HTTPStatus.BAD_REQUEST))


def positive(name, default):
    text = request.args.get(name, ABSENT)
    if text is ABSENT:
        return default
    if request.args.getlist(name) != [text]:
        refuse(name, f"Send {name} once.")
    if not (text.isascii() and text.isdecimal()) or len(text) > 40 or int(text) == 0:
        refuse(name, f"{name} is a whole number from 1 up.")
    return int(text)


@app.get("/bikes")
def list_bikes():
    page, size = positive("page", 1), positive("size", 20)
    if size > 100:
        refuse("size", "size is at most 100.")
    first = (page - 1) * size
    return jsonify(page=page, size=size, total=len(BIKES), bikes=BIKES[first:][:size])
