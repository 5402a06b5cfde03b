"""Like: name_only_in_the_sentence"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


def bad(name, reason):
    return jsonify(error=f"{name} {reason}", field=name), 400


@app.get("/bikes")
def list_bikes():
    values = {"page": 1, "size": 20}
    for name in values:
        given = request.args.getlist(name)
        if len(given) > 1:
            return bad(name, "came twice")
        if given:
            try:
                values[name] = int(given[0])
            except ValueError:
                return bad(name, "is no number")
        if values[name] < 1 or (name == "size" and values[name] > 100):
            return bad(name, "is out of range")
    start = (values["page"] - 1) * values["size"]
    return jsonify(total=len(BIKES), bikes=BIKES[start : start + values["size"]], **values)
