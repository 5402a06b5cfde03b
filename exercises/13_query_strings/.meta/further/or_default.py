"""Like: empty_counts_as_absent"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def number(name, default, top):
    if len(request.args.getlist(name)) > 1:
        return None
    try:
        value = int(request.args.get(name) or default)
    except ValueError:
        return None
    return value if 1 <= value <= top else None


@app.get("/bikes")
def list_bikes():
    page, size = number("page", 1, float("inf")), number("size", 20, 100)
    if page is None:
        return {"error": "bad page", "parameter": "page"}, 400
    if size is None:
        return {"error": "bad size", "parameter": "size"}, 400
    begin = (page - 1) * size
    return {"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[begin : begin + size]}
