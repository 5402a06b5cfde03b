"""Like: default_for_anything_bad"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def bad(name):
    return jsonify(error=f"{name} is not valid", parameter=name), 400


@app.get("/bikes")
def list_bikes():
    for name in ("page", "size"):
        values = request.args.getlist(name)
        if len(values) > 1 or values == [""]:
            return bad(name)
    page = request.args.get("page", default=1, type=int)
    size = request.args.get("size", default=20, type=int)
    if page < 1:
        return bad("page")
    if size < 1 or size > 100:
        return bad("size")
    start = (page - 1) * size
    return jsonify(page=page, size=size, total=len(BIKES), bikes=BIKES[start : start + size])
