"""Bikes that anybody can ride, and a log of errors. Run it: flask --app exercises/32_error_log/app run"""

import json
import logging
import secrets
import traceback
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime

from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

crash = ContextVar("crash", default=None)
ident = ContextVar("ident", default="")


class Bikes(Flask):
    def full_dispatch_request(self):
        ident.set(secrets.token_hex(16))
        crash.set(None)
        return super().full_dispatch_request()

    def handle_exception(self, error):
        crash.set(error)
        return super().handle_exception(error)

    def process_response(self, response):
        response = super().process_response(response)
        response.headers.set("X-Request-Id", ident.get())
        if response.status_code >= 400:
            self.write_line(response.status_code)
            self.count(response.status_code)
        return response

    def write_line(self, status):
        rule = request.url_rule.rule if request.url_rule else None
        if isinstance(request.routing_exception, MethodNotAllowed):
            rule = self.rule_of_the_address()
        line = dict(
            request_id=ident.get(),
            method=request.method,
            rule=rule,
            status=status,
            level=("WARNING", "ERROR")[status >= 500],
            time=datetime.now().astimezone().isoformat(timespec="milliseconds"),
        )
        if crash.get() is not None:
            line["exception"] = "".join(traceback.format_exception(crash.get()))
        getattr(log, line["level"].lower())("%s", json.dumps(line))

    def rule_of_the_address(self):
        methods = request.routing_exception.valid_methods or []
        adapter = self.url_map.bind_to_environ(request.environ)
        for method in methods:
            with suppress(RequestRedirect):  # two slashes in a row
                return adapter.match(method=method, return_rule=True)[0].rule
        return None

    def count(self, status):
        try:
            self.config["METRICS"]("errors", {"status": status})
        except Exception as problem:
            self.logger.warning("metrics: %r", problem)


app = Bikes(__name__)
app.config["LOCK"] = app.config["METRICS"] = print
log = logging.getLogger("bikes.errors")
log.addHandler(logging.StreamHandler())
rides = {}


@app.errorhandler(HTTPException)
def answer_error(error):
    response = error.get_response()
    response.data, response.content_type = json.dumps({"error": error.description}), "application/json"
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
