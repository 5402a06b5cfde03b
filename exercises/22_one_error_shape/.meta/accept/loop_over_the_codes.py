"""One function, registered for each code that Werkzeug knows."""

from flask import Blueprint, Flask, jsonify, request
from werkzeug.exceptions import default_exceptions

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
    response = jsonify(error={"code": int(error.code), "message": f"{error.name}: {error.description}"})
    response.status_code = error.code
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        response.headers.setlist(name, error.get_response().headers.getlist(name))
    return response


for code in default_exceptions:
    app.register_error_handler(code, one_voice)


app.register_blueprint(stations)
