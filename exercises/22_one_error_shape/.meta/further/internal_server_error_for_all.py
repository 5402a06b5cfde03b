"""Like: everything_is_500"""

import logging

from flask import Blueprint, Flask, jsonify, make_response, request

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


@app.errorhandler(Exception)
def on_exception(e):
    logging.exception("request failed")
    return make_response(jsonify({"error": {"code": 500, "message": "Internal error"}}), 500)


app.register_blueprint(stations)
