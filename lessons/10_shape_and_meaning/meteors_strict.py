"""Meteors of the next nights: one value, from 1 to 30."""

import re

from flask import Flask, request

app = Flask(__name__)


@app.get("/meteors")
def meteors():
    values = request.args.getlist("nights") or ["7"]
    if len(values) > 1 or not re.fullmatch("[1-9]|[12][0-9]|30", values[0]):
        return {"error": "nights must be one number from 1 to 30"}, 400
    return {"nights": int(values[0])}
