"""Flask's signals: one tells of a crash, one of every finished request."""

import contextlib
import json
import logging
import secrets
import traceback
from datetime import datetime
from http import HTTPStatus

from flask import (
    Flask,
    Response,
    abort,
    g,
    got_request_exception,
    jsonify,
    request,
    request_finished,
    request_started,
)
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["LOCK"] = lambda bike: None
app.config["METRICS"] = lambda name, tags: None
log = logging.getLogger("bikes.errors")
log.addHandler(logging.StreamHandler())
rides = {}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


@request_started.connect_via(app)
def begin(sender, **_):
    g.id = secrets.token_urlsafe(12)


@got_request_exception.connect_via(app)
def remember(sender, exception, **_):
    g.traceback = "".join(traceback.format_exception(exception))


@request_finished.connect_via(app)
def end(sender, response, **_):
    response.headers["X-Request-Id"] = g.id
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return
    level = "ERROR" if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else "WARNING"
    rule = request.url_rule and request.url_rule.rule
    line = {
        "time": datetime.now().astimezone().isoformat(),
        "level": level,
        "status": response.status_code,
        "method": request.method,
        "rule": rule,
        "request_id": g.id,
    }
    if "traceback" in g:
        line["exception"] = g.traceback
    getattr(log, level.lower())("%s", json.dumps(line, separators=(",", ":")))
    with contextlib.suppress(Exception):
        method = request.method if request.method in METHODS else "other"
        tags = {"status": response.status_code, "rule": rule or "none", "method": method, "level": level}
        app.config["METRICS"]("errors", tags)


@app.errorhandler(HTTPException)
def as_json(error):
    response = error.get_response()
    return Response(
        json.dumps({"error": error.name}),
        error.code,
        [(name, value) for name, value in response.headers if name in ("Allow", "Retry-After", "Location")],
        content_type="application/json",
    )


@app.route("/riders/<email>")
def show_rider(email):
    if email not in rides.values():
        abort(404)
    return jsonify(bikes=[bike for bike in rides if rides[bike] == email])


@app.route("/bikes/<int:bike>/ride", methods=["POST"])
def start_ride(bike):
    rider = request.json.get("rider")
    if bike in rides:
        return jsonify(error="This bike is taken."), HTTPStatus.CONFLICT
    app.config["LOCK"](bike)
    rides[bike] = rider
    return jsonify(bike=bike, rider=rider), HTTPStatus.CREATED
