"""A dovecote that takes the trace id of its caller into the log and into each error."""

import re
import secrets

from flask import Flask, g, request

app = Flask(__name__)
entries = []
TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


@app.before_request
def take_trace_id():
    found = TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    g.trace_id = found[1] if found else secrets.token_hex(16)


@app.get("/doves/<name>")
def dove(name):
    if name != "Pip":
        entries.append({"status": 404, "rule": request.url_rule.rule, "trace_id": g.trace_id})
        problem = {"title": "No such dove", "status": 404, "trace_id": g.trace_id}
        return problem, 404, {"Content-Type": "application/problem+json"}
    return {"dove": name}


@app.get("/log")
def log():
    return entries
