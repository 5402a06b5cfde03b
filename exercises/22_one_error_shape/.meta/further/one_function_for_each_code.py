"""Like: the_codes_one_can_think_of"""

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


def shape(e, text):
    response = e.get_response()
    response.set_data(json.dumps({"error": {"code": e.code, "message": text}}))
    response.mimetype = "application/json"
    return response


@app.errorhandler(400)
def bad_request(e):
    return shape(e, "The request could not be read.")


@app.errorhandler(403)
def forbidden(e):
    return shape(e, "You may not do this.")


@app.errorhandler(404)
def not_found(e):
    return shape(e, "There is nothing here.")


@app.errorhandler(405)
def wrong_method(e):
    return shape(e, "This method does not work here.")


@app.errorhandler(409)
def conflict(e):
    return shape(e, "This is not possible now.")


@app.errorhandler(415)
def wrong_type(e):
    return shape(e, "Send JSON.")


@app.errorhandler(500)
def broken(e):
    return shape(e, "We have a problem.")


app.register_blueprint(stations)
