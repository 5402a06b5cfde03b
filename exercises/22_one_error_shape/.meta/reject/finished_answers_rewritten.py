"""Misconception: Whatever leaves with an error code is an error of this app.

Believes: What the radio team said is gone: its own answer was thrown away.
Fails: test_finished_answer
"""

from flask import Blueprint, Flask, json, request

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


@app.after_request
def one_voice(response):
    if response.status_code >= 400:
        body = {"error": {"code": response.status_code, "message": response.status}}
        response.data = json.dumps(body)
        response.mimetype = "application/json"
    return response


app.register_blueprint(stations)
