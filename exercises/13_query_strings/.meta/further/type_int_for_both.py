"""Like: planted"""

from flask import Flask, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


@app.get("/bikes")
def list_bikes():
    page = request.args.get("page", 1, type=int)
    size = request.args.get("size", 20, type=int)
    start = (page - 1) * size
    return {"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[start : start + size]}
