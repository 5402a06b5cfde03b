from functools import wraps

from flask import Blueprint, Flask, json, request
from werkzeug.exceptions import HTTPException, InternalServerError

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


def shaped(error):
    response = error.get_response()
    if error.code is not None:
        response.data = json.dumps({"error": {"code": error.code, "message": error.description}})
        response.content_type = "application/json"
    return response


def caught(view):
    @wraps(view)
    def careful(**values):
        try:
            return view(**values)
        except HTTPException as error:
            return shaped(error)
        except Exception:
            return shaped(InternalServerError())

    return careful


for name in ("show_bike", "take_report"):
    app.view_functions[name] = caught(app.view_functions[name])
stations.record_once(
    lambda state: state.app.view_functions.update(
        {
            name: caught(view)
            for name, view in state.app.view_functions.items()
            if name.startswith("stations.")
        }
    )
)


app.register_blueprint(stations)
