"""Like: limits_forgotten"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


@app.get("/bikes")
def list_bikes():
    try:
        page = int(request.args.get("page", 1))
        size = int(request.args.get("size", 20))
    except ValueError:
        return jsonify({"error": "page and size must be numbers"}), 400
    start = (page - 1) * size
    return jsonify({"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[start : start + size]})
