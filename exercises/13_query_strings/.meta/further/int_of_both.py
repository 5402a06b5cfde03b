"""Like: int_is_the_check"""

from flask import Flask, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


@app.get("/bikes")
def list_bikes():
    page = int(request.args.get("page", default="1"))
    size = int(request.args.get("size", default="20"))
    start = (page - 1) * size
    shown = BIKES[start : start + size]
    return {"page": page, "size": size, "total": len(BIKES), "bikes": shown}
