"""Like: the_codes_one_can_think_of"""

from flask import Blueprint, Flask, jsonify, request

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


def answer(e):
    response = e.get_response()
    response.data = jsonify(error={"code": e.code, "message": e.description}).data
    response.mimetype = "application/json"
    return response


for code in [400, 401, 403, 404, 405, 415, 429, 500, 503]:
    app.register_error_handler(code, answer)


app.register_blueprint(stations)
