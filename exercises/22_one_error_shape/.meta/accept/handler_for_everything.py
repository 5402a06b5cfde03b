"""A handler for Exception that tells HTTP errors from faults, and a helper for the shape."""

from flask import Blueprint, Flask, json, request
from werkzeug.exceptions import HTTPException, InternalServerError

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2000
app.config["RADIO"] = lambda name: f"{name} is ready"

stations = Blueprint("stations", __name__, url_prefix="/stations")


@app.get("/bikes/<int:number>")
def show_bike(number):
    return {"bike": number, "state": app.config["RADIO"](f"bike {number}")}


@app.post("/reports")
def take_report():
    return {"report": request.get_json()}, 201


@stations.get("/")
def list_stations():
    return {"stations": [1, 2, 3]}


@stations.get("/<int:number>")
def show_station(number):
    return {"station": number, "state": app.config["RADIO"](f"station {number}")}


@stations.post("/<int:number>/returns")
def take_back(number):
    return {"station": number, "return": request.get_json()}, 201


def shaped(error):
    """Return the response of an HTTP error with a new body."""
    response = error.get_response()
    response.set_data(json.dumps(dict(error=dict(code=error.code, message=str(error)))))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    return response


@app.errorhandler(Exception)
def any_error(error):
    if isinstance(error, HTTPException):
        return shaped(error)
    app.logger.exception("unexpected")
    return shaped(InternalServerError())


app.register_blueprint(stations)
