"""Like: first_value_wins"""

from flask import Flask, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


@app.get("/bikes")
def list_bikes():
    page = request.args.get("page", "1")
    size = request.args.get("size", "20")
    try:
        page = int(page)
    except ValueError:
        return {"error": "page must be an integer", "parameter": "page"}, 400
    try:
        size = int(size)
    except ValueError:
        return {"error": "size must be an integer", "parameter": "size"}, 400
    if page <= 0:
        return {"error": "page starts at 1", "parameter": "page"}, 400
    if not 1 <= size <= 100:
        return {"error": "size is 1 to 100", "parameter": "size"}, 400
    offset = (page - 1) * size
    return {"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[offset : offset + size]}
