"""A pattern says what the body must look like; everything else is an exception of our own."""

from http import HTTPStatus

from flask import Flask, current_app, jsonify, request

app = Flask(__name__)
app.config.update(GREETING="Hello, %s!")


class WrongShape(Exception):
    pass


@app.errorhandler(WrongShape)
def explain(error):
    return jsonify(error=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY


def compose(name):
    return current_app.config["GREETING"] % name


def parsed():
    try:
        return request.json
    except RecursionError as error:
        raise WrongShape("too many brackets") from error


@app.route("/api/data", methods=["POST"])
def greet():
    match parsed():
        case {"name": str(name)} if name:
            return jsonify(message=compose(name))
        case {"name": _}:
            raise WrongShape("the field name holds no text")
        case dict():
            raise WrongShape("the field name is missing")
        case _:
            raise WrongShape("send a JSON object")
