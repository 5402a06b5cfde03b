"""A recorder object that is handed the app, as an extension is; the routes are a blueprint of views."""

import datetime
import json
import logging
import traceback
import uuid

from flask import Blueprint, Flask, current_app, g, jsonify, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException, NotFound


class ErrorLog:
    def __init__(self, app, name):
        self.logger = logging.getLogger(name)
        self.logger.addHandler(logging.StreamHandler())
        self.app = app
        app.before_request(self.begin)
        app.register_error_handler(HTTPException, self.answer)
        app.after_request(self.end)

    def begin(self):
        g.error_log = {"request_id": f"r-{uuid.uuid4()}", "exception": None}

    def answer(self, error):
        cause = getattr(error, "original_exception", None)
        if cause is not None:
            g.error_log["exception"] = "\n".join(traceback.format_exception(cause))
        answer = error.get_response()
        answer.set_data(self.app.json.dumps({"error": error.description, "code": error.code}))
        answer.mimetype = "application/json"
        return answer

    def end(self, answer):
        answer.headers["X-Request-Id"] = g.error_log["request_id"]
        if answer.status_code >= 400:
            for step in (self.count, self.write):
                try:
                    step(answer.status_code)
                except Exception:
                    self.app.logger.exception("An error could not be noted.")
        return answer

    @property
    def rule(self):
        return getattr(request.url_rule, "rule", None)

    def write(self, status):
        level = {4: logging.WARNING}.get(status // 100, logging.ERROR)
        now = datetime.datetime.now(datetime.UTC)
        entry = g.error_log | {"time": now.isoformat(), "level": logging.getLevelName(level)}
        entry |= {"status": status, "method": request.method, "rule": self.rule}
        self.logger.log(level, json.dumps(entry, sort_keys=True))

    def count(self, status):
        tags = {"status": status, "class": f"{status // 100}xx", "endpoint": str(request.endpoint)}
        self.app.config["METRICS"]("errors", tags)


class Rides(MethodView):
    bikes = {}

    def get(self, email):
        mine = [bike for bike, rider in self.bikes.items() if rider == email]
        if not mine:
            raise NotFound("No bike.")
        return jsonify(bikes=mine)


class Ride(MethodView):
    def post(self, bike):
        rider = request.get_json().get("rider")
        if bike in Rides.bikes:
            return jsonify(error="Taken."), 409
        self.open(bike)
        Rides.bikes[bike] = rider
        return jsonify(bike=bike, rider=rider), 201

    def open(self, bike):
        current_app.config["LOCK"](bike)


app = Flask(__name__)
app.config["LOCK"] = app.config["METRICS"] = lambda *args: None
pages = Blueprint("pages", __name__)
pages.add_url_rule("/riders/<email>", view_func=Rides.as_view("rides"))
pages.add_url_rule("/bikes/<int:bike>/ride", view_func=Ride.as_view("ride"))
app.register_blueprint(pages)
ErrorLog(app, "bikes.errors")
