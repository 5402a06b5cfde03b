"""Misconception: An exception with an attribute code is an HTTP error.

Believes: A fault of the server is a missing address, or no status code at all.
Fails: test_crash
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


@app.errorhandler(Exception)
def any_error(error):
    code = getattr(error, "code", 500)
    headers = error.get_headers() if hasattr(error, "get_headers") else []
    kept = [(name, value) for name, value in headers if name.lower() != "content-type"]
    return {"error": {"code": code, "message": getattr(error, "description", "") or "A fault."}}, code, kept


app.register_blueprint(stations)
