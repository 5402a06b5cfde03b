"""Like: first_value_wins"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def refuse(name):
    abort(app.make_response(({"error": f"{name} is wrong", "parameter": name}, 400)))


def read(name, default):
    texts = request.args.getlist(name)
    if len(texts) == 2:
        refuse(name)
    if not texts:
        return default
    if not texts[0].isdecimal() or int(texts[0]) < 1:
        refuse(name)
    return int(texts[0])


@app.get("/bikes")
def list_bikes():
    page, size = read("page", 1), read("size", 20)
    if size > 100:
        refuse("size")
    start = (page - 1) * size
    return jsonify(page=page, size=size, total=len(BIKES), bikes=BIKES[start : start + size])
