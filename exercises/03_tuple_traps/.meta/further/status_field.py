"""Like: code_in_the_body"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


def problem(number, status, text):
    response = jsonify(status=status, error=text)
    response.headers["X-Meter"] = str(number)
    return response


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return problem(number, 404, "There is no such meter.")
    if number in JAMMED:
        return problem(number, 409, "The slot is jammed.")
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": str(number)}
