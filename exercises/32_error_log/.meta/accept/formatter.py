"""A Formatter makes JSON of the record and of its exc_info; a Filter adds the request."""

import json
import logging
from datetime import UTC, datetime
from uuid import uuid4

from flask import Flask, abort, g, has_request_context, jsonify, make_response, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config.update(LOCK=lambda bike: None, METRICS=lambda name, tags: None)
rides = {}


class JsonLines(logging.Formatter):
    def format(self, record):
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            "exception": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps(entry | getattr(record, "fields", {}))


class RequestFields(logging.Filter):
    def filter(self, record):
        if has_request_context():
            rule = request.url_rule
            record.fields = {
                "status": record.status,
                "method": request.method,
                "rule": str(rule) if rule is not None else None,
                "request_id": g.request_id,
            }
        return True


handler = logging.StreamHandler()
handler.setFormatter(JsonLines())
log = logging.getLogger("bikes.errors")
log.setLevel(logging.INFO)
log.propagate = False
log.addFilter(RequestFields())
log.addHandler(handler)


@app.before_request
def begin():
    g.request_id = str(uuid4())


@app.errorhandler(HTTPException)
def as_json(error):
    response = make_response(jsonify(error=error.description), error.code)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


@app.errorhandler(500)
def crashed(error):
    g.crash = error.original_exception
    return as_json(error)


@app.after_request
def finish(response):
    response.headers["X-Request-Id"] = g.request_id
    status = response.status_code
    if status >= 400:
        level = logging.ERROR if status >= 500 else logging.WARNING
        log.log(level, "answered %s", status, exc_info=g.get("crash"), extra={"status": status})
        try:
            app.config["METRICS"]("errors", tags={"status": str(status)})
        except Exception as error:
            app.logger.warning("METRICS: %r", error)
    return response


@app.get("/riders/<email>")
def show_rider(email):
    bikes = [bike for bike, rider in rides.items() if rider == email]
    return {"bikes": bikes} if bikes else abort(404, "Rides no bike.")


@app.post("/bikes/<int:bike>/ride")
def start_ride(bike):
    rider = request.get_json().get("rider")
    if bike in rides:
        return {"error": "Taken."}, 409
    app.config["LOCK"](bike)
    rides[bike] = rider
    return {"bike": bike, "rider": rider}, 201
