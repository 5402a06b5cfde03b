"""Like: isdigit_is_not_int"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def error(parameter, text):
    return jsonify(error=text, parameter=parameter), 400


@app.get("/bikes")
def list_bikes():
    numbers = {"page": 1, "size": 20}
    for key in numbers:
        given = request.args.getlist(key)
        if len(given) > 1:
            return error(key, "only once, please")
        if len(given) == 1:
            if not given[0].isdigit():
                return error(key, "not a whole number")
            numbers[key] = int(given[0])
            if numbers[key] == 0:
                return error(key, "too small")
    if numbers["size"] > 100:
        return error("size", "too large")
    page, size = numbers["page"], numbers["size"]
    bikes = BIKES[(page - 1) * size : page * size]
    return jsonify(bikes=bikes, total=len(BIKES), **numbers)
