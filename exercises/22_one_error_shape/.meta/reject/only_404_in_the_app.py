"""Misconception: An API that answers its most common error in JSON speaks JSON.

Believes: Every error that has no handler of its own is a page that the phone cannot read.
Fails: test_wrong_method, test_unreadable_content, test_too_much_content, test_every_abort,
test_retry_after_arrives, test_challenge_arrives, test_crash
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


@app.errorhandler(404)
def not_found(error):
    return {"error": {"code": 404, "message": error.description}}, 404


app.register_blueprint(stations)
