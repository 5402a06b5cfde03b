"""Response objects made by one helper."""

import json

from flask import Flask, Response

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


def answer(code, number, **fields):
    headers = {"X-Meter": str(number)}
    return Response(json.dumps(fields), status=code, headers=headers, mimetype="application/json")


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return answer(404, number, error=f"no meter {number}")
    if number in JAMMED:
        return answer(409, number, error=f"meter {number} is jammed")
    return answer(200, number, meter=number, minutes=12)
