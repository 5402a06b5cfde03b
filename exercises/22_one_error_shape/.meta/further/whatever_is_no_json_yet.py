"""Like: finished_answers_rewritten"""

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
def make_json_errors(resp):
    if resp.status_code < 400 or resp.is_json:
        return resp
    resp.set_data(json.dumps({"error": {"code": resp.status_code, "message": resp.status}}))
    resp.content_type = "application/json"
    return resp


app.register_blueprint(stations)
