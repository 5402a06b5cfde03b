"""Misconception: The status line has the code, so the body needs none.

Believes: The part of the phone that only sees the body does not know what happened.
Fails: test_unknown_address, test_wrong_method, test_unreadable_content, test_too_much_content,
test_every_abort, test_retry_after_arrives, test_challenge_arrives, test_crash
"""

from flask import Blueprint, Flask, json, request
from werkzeug.exceptions import HTTPException

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


@app.errorhandler(HTTPException)
def one_voice(error):
    response = error.get_response()
    response.data = json.dumps({"error": {"message": error.description}})
    response.content_type = "application/json"
    return response


app.register_blueprint(stations)
