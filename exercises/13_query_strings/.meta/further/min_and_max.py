"""Like: silent_clamping"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


class BadParam(Exception):
    pass


@app.errorhandler(BadParam)
def bad_param(e):
    return jsonify({"error": f"bad {e}", "parameter": str(e)}), 400


def read(name, default):
    values = request.args.getlist(name)
    if values == []:
        return default
    try:
        (value,) = values
        return int(value)
    except ValueError:
        raise BadParam(name) from None


@app.get("/bikes")
def list_bikes():
    page = max(read("page", 1), 1)
    size = min(max(read("size", 20), 1), 100)
    start = (page - 1) * size
    return jsonify({"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[start : start + size]})
