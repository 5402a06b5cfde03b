"""Like: headers_lost_in_the_tuple"""

from flask import Blueprint, Flask, request
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


@stations.errorhandler(404)
def not_found(error):
    return {"error": {"code": 404, "message": error.description}}, 404


@app.errorhandler(HTTPException)
def everything_else(error):
    body = {"code": error.code, "message": str(error.description)}
    return {"error": body}, error.code, {"Content-Type": "application/json"}


app.register_blueprint(stations)
