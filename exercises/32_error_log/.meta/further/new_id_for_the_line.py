"""Like: two_ids"""

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
    original = getattr(error, "original_exception", None)
    if original is not None:
        g.traceback = "".join(traceback.format_exception(original))
    response = error.get_response()
    response.data, response.content_type = json.dumps({"error": error.description}), "application/json"
    return response


@app.after_request
def log_errors(response):
    response.headers["X-Request-Id"] = g.id
    code = response.status_code
    if response.status_code >= 400:
        place = request.url_rule.rule if request.url_rule is not None else None
        line = {
            "time": datetime.now(UTC).isoformat(),
            "level": "ERROR" if code >= 500 else "WARNING",
            "status": code,
            "method": request.method,
            "rule": place,
            "request_id": str(uuid4()),
            "exception": g.get("traceback"),
        }
        log.error(json.dumps(line))
        try:
            app.config["METRICS"]("errors", {"status": code})
        except Exception:
            pass
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
