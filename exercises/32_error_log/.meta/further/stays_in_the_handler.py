"""Like: only_exceptions_are_errors"""

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
def make_id():
    g.id = str(uuid4())


@app.errorhandler(HTTPException)
def answer_error(error):
    crash = getattr(error, "original_exception", None)
    entry = {"time": datetime.now(UTC).isoformat(), "status": error.code, "method": request.method}
    entry["level"] = "ERROR" if error.code >= 500 else "WARNING"
    entry["rule"] = request.url_rule.rule if request.url_rule else None
    entry["request_id"] = g.id
    entry["exception"] = "".join(traceback.format_exception(crash)) if crash else None
    log.error(json.dumps(entry))
    try:
        app.config["METRICS"]("errors", {"rule": entry["rule"], "status": error.code})
    except Exception:
        app.logger.exception("metrics")
    response = error.get_response()
    response.data, response.content_type = json.dumps({"error": error.description}), "application/json"
    return response


@app.after_request
def add_id(response):
    response.headers["X-Request-Id"] = g.id
    return response


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
