"""Like: query_in_the_line"""

import json
import logging
import traceback
from datetime import UTC, datetime
from uuid import uuid4

from flask import Flask, abort, g, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["LOCK"] = app.config["METRICS"] = print
log = logging.getLogger("bikes.errors")
log.addHandler(logging.StreamHandler())
rides = {}


@app.before_request
def name_the_request():
    g.request_id = uuid4().hex
    g.crash = None


@app.errorhandler(HTTPException)
def answer_error(error):
    g.crash = getattr(error, "original_exception", None)
    response = error.get_response()
    response.data = json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response


@app.after_request
def note_errors(response):
    response.headers["X-Request-Id"] = g.request_id
    if response.status_code >= 400:
        write_line(response.status_code)
        count(response.status_code)
    return response


def rule():
    return request.url_rule.rule if request.url_rule else None


def write_line(status):
    level = logging.ERROR if status >= 500 else logging.WARNING
    entry = {
        "time": datetime.now(UTC).isoformat(),
        "level": logging.getLevelName(level),
        "status": status,
        "method": request.method,
        "parameters": list(request.args),
        "rule": rule(),
        "request_id": g.request_id,
    }
    if g.crash:
        entry["exception"] = "".join(traceback.format_exception(g.crash))
    log.log(level, json.dumps(entry))


def count(status):
    try:
        app.config["METRICS"]("errors", {"status": status, "rule": rule()})
    except Exception:
        app.logger.exception("The metrics cannot be reached.")


@app.get("/riders/<email>")
def show_rider(email):
    if email not in rides.values():
        abort(404, f"{email} rides no bike.")
    return {"bikes": [bike for bike, rider in rides.items() if rider == email]}


@app.post("/bikes/<int:bike>/ride")
def start_ride(bike):
    rider = request.get_json().get("rider")
    if bike in rides:
        return {"error": "Somebody rides this bike."}, 409
    app.config["LOCK"](bike)
    rides[bike] = rider
    return {"bike": bike, "rider": rider}, 201
