"""The query string is judged before any view runs; what is good waits in g."""

import re

from flask import Flask, Response, g, json, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]
RULES = {"page": (1, r"[1-9][0-9]*"), "size": (20, r"[1-9][0-9]?|100")}


@app.before_request
def judge_the_query():
    for name, (default, pattern) in RULES.items():
        match request.args.getlist(name):
            case []:
                setattr(g, name, default)
            case [text] if re.fullmatch(pattern, text) and len(text) < 1000:
                setattr(g, name, int(text))
            case values:
                body = {"error": f"{name} cannot be {values}", "parameter": name, "seen": values}
                return Response(json.dumps(body), status=400, mimetype="application/json")


@app.route("/bikes")
def list_bikes():
    last = g.page * g.size
    bikes = [bike for bike in BIKES if last - g.size < bike["id"] <= last]
    return {"bikes": bikes, "page": g.page, "size": g.size, "total": 57}
