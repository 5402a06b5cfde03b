"""Misconception: The errors of an API are those that one can think of.

Believes: What nobody thought of is explained in a page of HTML.
Fails: test_too_much_content, test_every_abort, test_retry_after_arrives, test_challenge_arrives
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


def one_voice(error):
    response = error.get_response()
    response.data = json.dumps({"error": {"code": error.code, "message": error.description}})
    response.content_type = "application/json"
    return response


for code in (400, 404, 405, 415, 500):
    app.register_error_handler(code, one_voice)


app.register_blueprint(stations)
