"""Misconception: Everything that is not 2xx is an error.

Believes: A redirect is an error with a page that nobody shows; and finished answers are lost.
Fails: test_finished_answer, test_redirect
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
    if response.status_code >= 300:
        body = {"error": {"code": response.status_code, "message": response.status}}
        response.data = json.dumps(body)
        response.mimetype = "application/json"
    return response


app.register_blueprint(stations)
