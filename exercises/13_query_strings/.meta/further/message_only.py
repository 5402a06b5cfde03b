"""Like: name_only_in_the_sentence"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


@app.errorhandler(400)
def bad_request(e):
    return jsonify(error=e.description), 400


def number_from(name, default):
    values = request.args.getlist(name)
    if len(values) > 1:
        abort(400, f"{name} must be given once")
    if not values:
        return default
    try:
        number = int(values[0])
    except ValueError:
        abort(400, f"{name} must be a number")
    if number < 1:
        abort(400, f"{name} must be positive")
    return number


@app.get("/bikes")
def list_bikes():
    page = number_from("page", 1)
    size = number_from("size", 20)
    if size > 100:
        abort(400, "size must be at most 100")
    start = (page - 1) * size
    return jsonify(page=page, size=size, total=len(BIKES), bikes=BIKES[start : start + size])
