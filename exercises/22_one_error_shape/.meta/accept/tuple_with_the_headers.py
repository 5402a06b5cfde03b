"""A tuple, with the headers of the exception except the one that describes its page."""

from flask import Blueprint, Flask, request
from werkzeug.datastructures import Headers
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
    body = {"error": {"code": error.code, "message": error.description, "name": error.name}}
    kept = [(name, value) for name, value in error.get_headers() if name.lower() != "content-type"]
    return body, error.code, Headers(kept)


app.register_blueprint(stations)
