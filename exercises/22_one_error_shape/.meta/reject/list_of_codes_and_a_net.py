"""Misconception: A list of the usual codes and a net for everything else cover every error.

Believes: What is not in the list is a fault of the server. For the rest it is not told which method works,
how long to wait, or what to send.
Fails: test_wrong_method, test_every_abort, test_retry_after_arrives, test_challenge_arrives
"""

from flask import Blueprint, Flask, request

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


@app.errorhandler(400)
@app.errorhandler(404)
@app.errorhandler(405)
@app.errorhandler(413)
@app.errorhandler(415)
@app.errorhandler(429)
def fail(error):
    return {"error": {"code": error.code, "message": error.description}}, error.code


app.register_blueprint(stations)


@app.errorhandler(Exception)
def broken(error):
    return {"error": {"code": 500, "message": "broken"}}, 500
