"""Like: exception_of_every_error"""

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
def start():
    g.request_id = uuid4().hex
    g.crash = None


@app.errorhandler(HTTPException)
def answer_error(error):
    g.crash = getattr(error, "original_exception", None) or error
    response = error.get_response()
    response.data, response.content_type = json.dumps({"error": error.description}), "application/json"
    return response


@app.after_request
def note(response):
    response.headers["X-Request-Id"] = g.request_id
    status = response.status_code
    if status >= 400:
        crash = g.get("crash")
        entry = {
            "time": datetime.now(UTC).isoformat(),
            "level": "ERROR" if status >= 500 else "WARNING",
            "status": status,
            "method": request.method,
            "rule": request.url_rule.rule if request.url_rule else None,
            "request_id": g.request_id,
            "exception": "".join(traceback.format_exception(crash)) if crash else None,
        }
        log.log(logging.ERROR if status >= 500 else logging.WARNING, json.dumps(entry))
        try:
            app.config["METRICS"]("errors", {"status": status})
        except Exception:
            app.logger.exception("no metrics")
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
