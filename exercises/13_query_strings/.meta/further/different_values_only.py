"""Like: first_value_wins"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


class Bad(Exception):
    pass


@app.errorhandler(Bad)
def bad(error):
    return {"error": "unusable", "parameter": error.args[0]}, 400


def read(name, default):
    texts = set(request.args.getlist(name))
    if not texts:
        return default
    if len(texts) > 1:
        raise Bad(name)
    text = texts.pop()
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise Bad(name)
    return int(text)


@app.get("/bikes")
def list_bikes():
    page, size = read("page", 1), read("size", 20)
    if size > 100:
        raise Bad("size")
    start = (page - 1) * size
    return jsonify(page=page, size=size, total=len(BIKES), bikes=BIKES[start : start + size])
