"""Like: beyond_the_end_is_404"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


class QueryError(ValueError):
    pass


@app.errorhandler(QueryError)
def query_error(e):
    message, parameter = e.args
    return jsonify(error=message, parameter=parameter), 400


def positive(key, default, maximum=10**12):
    raw = request.args.getlist(key)
    if len(raw) == 0:
        return default
    if len(raw) != 1:
        raise QueryError("given twice", key)
    try:
        value = int(raw[0])
    except ValueError as e:
        raise QueryError("not a number", key) from e
    if value < 1 or value > maximum:
        raise QueryError("out of range", key)
    return value


@app.route("/bikes")
def list_bikes():
    page, size = positive("page", 1), positive("size", 20, 100)
    found = BIKES[(page - 1) * size : page * size]
    if not found:
        return jsonify(error="page not found"), 404
    return jsonify(bikes=found, page=page, size=size, total=len(BIKES))
