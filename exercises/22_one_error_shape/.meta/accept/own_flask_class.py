"""A Flask class of its own that makes the response of an HTTP error; the blueprint keeps its handler."""

from http import HTTPStatus

from flask import Blueprint, Flask, json, request
from werkzeug.exceptions import HTTPException, InternalServerError


class Api(Flask):
    def handle_http_exception(self, e):
        answer = super().handle_http_exception(e)
        if not isinstance(answer, HTTPException) or answer.code is None or answer.code < 400:
            return answer
        response = answer.get_response()
        response.data = json.dumps({"error": {"code": response.status_code, "message": answer.name}})
        response.content_type = "application/json"
        return response

    def handle_exception(self, e):
        self.log_exception((type(e), e, e.__traceback__))
        return self.finalize_request(self.handle_http_exception(InternalServerError()), True)


app = Api(__name__)
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
    return {"error": {"code": 404, "message": error.description, "where": "stations"}}, HTTPStatus.NOT_FOUND


app.register_blueprint(stations)
