"""Like: zero_passes"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def bad(name, reason):
    return jsonify(error=reason, parameter=name), 400


@app.get("/bikes")
def list_bikes():
    result = {}
    for name, default, most in (("page", 1, None), ("size", 20, 100)):
        given = request.args.getlist(name) or [str(default)]
        if len(given) != 1:
            return bad(name, "more than once")
        try:
            result[name] = int(given[0])
        except ValueError:
            return bad(name, "no whole number")
        if name == "page" and result[name] < 0 or name == "size" and result[name] < 1:
            return bad(name, "too small")
        if most and result[name] > most:
            return bad(name, "too large")
    start = (result["page"] - 1) * result["size"]
    return jsonify(total=len(BIKES), bikes=BIKES[max(start, 0) : max(start + result["size"], 0)], **result)
