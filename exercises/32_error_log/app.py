"""Bikes that anybody can ride, and a log of errors. Run it: flask --app exercises/32_error_log/app run"""

import json
import logging
from datetime import datetime
from uuid import uuid4

from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["LOCK"] = app.config["METRICS"] = print
log = logging.getLogger("bikes.errors")
log.addHandler(logging.StreamHandler())
rides = {}


@app.errorhandler(HTTPException)
def answer_error(error):
    entry = {"time": datetime.now().isoformat(), "level": "ERROR", "status": error.code}
    entry |= {"method": request.method, "path": request.full_path, "headers": dict(request.headers)}
    entry["body"] = request.get_data(as_text=True)
    log.error(json.dumps({**entry, "request_id": uuid4().hex, "exception": str(error)}))
    app.config["METRICS"]("errors", {"path": request.path, "status": error.code})
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
