"""Like: beyond_the_end_is_400"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def bad(name, reason):
    return jsonify(error=reason, parameter=name), 400


@app.get("/bikes")
def list_bikes():
    result = {"page": 1, "size": 20}
    for name in result:
        given = request.args.getlist(name)
        if len(given) > 1:
            return bad(name, "more than once")
        try:
            result[name] = int(given[0]) if given else result[name]
        except ValueError:
            return bad(name, "no whole number")
    if not 0 < result["size"] <= 100:
        return bad("size", "1 to 100")
    if not 0 < result["page"] <= len(BIKES) // result["size"] + 1:
        return bad("page", "there is no such page")
    start = (result["page"] - 1) * result["size"]
    return jsonify(total=len(BIKES), bikes=BIKES[start : start + result["size"]], **result)
