"""The stops of a tram line. Run it: flask --app exercises/34_document_it/api run"""

from flask import Flask, abort, json, make_response, request, url_for
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

stops = {
    3: {"id": 3, "name": "Mill Gate", "zone": 2},
    7: {"id": 7, "name": "Old Harbour", "zone": 1},
}
departures = {
    7: [
        {"line": "4", "towards": "Depot", "minutes": 3, "platform": "B"},
        {"line": "9", "towards": "Mill Gate", "minutes": 11, "platform": None},
    ]
}


@app.errorhandler(HTTPException)
def refuse(error):
    response = error.get_response()
    response.data = json.dumps({"error": error.description, "code": error.code})
    response.content_type = "application/json"
    return response


def blame(field, text):
    abort(make_response({"error": text, "code": 400, "field": field}, 400))


def planners_only():
    if request.headers.get("Authorization") != "Bearer planner":
        challenge = WWWAuthenticate("bearer", {"realm": "tram planning"})
        abort(401, "Only planners change stops.", www_authenticate=challenge)


def find(stop_id):
    if stop_id not in stops:
        abort(404, f"There is no stop {stop_id}.")
    return stops[stop_id]


def read_stop(stop_id):
    data = request.get_json()
    if not isinstance(data, dict):
        abort(400, "A stop is a JSON object.")
    name, zone = data.get("name"), data.get("zone")
    if not isinstance(name, str) or not name.strip():
        blame("name", "name is a text that is not blank.")
    if type(zone) is not int or zone not in (1, 2, 3):
        blame("zone", "zone is 1, 2 or 3.")
    if any(stop["name"] == name and stop["id"] != stop_id for stop in stops.values()):
        abort(409, f"Another stop is called {name}.")
    return {"id": stop_id, "name": name, "zone": zone}


@app.get("/stops")
def list_stops():
    zone = request.args.get("zone")
    if zone not in (None, "1", "2", "3"):
        blame("zone", "zone is 1, 2 or 3.")
    return [stop for stop in stops.values() if zone in (None, str(stop["zone"]))]


@app.post("/stops")
def add_stop():
    planners_only()
    stop = read_stop(max(stops) + 1)
    stops[stop["id"]] = stop
    return stop, 201, {"Location": url_for("show_stop", stop_id=stop["id"])}


@app.get("/stops/<int:stop_id>")
def show_stop(stop_id):
    return find(stop_id)


@app.put("/stops/<int:stop_id>")
def change_stop(stop_id):
    planners_only()
    find(stop_id)
    stops[stop_id] = read_stop(stop_id)
    return stops[stop_id]


@app.delete("/stops/<int:stop_id>")
def close_stop(stop_id):
    planners_only()
    find(stop_id)
    if departures.get(stop_id):
        abort(409, "Trams still leave from here.")
    del stops[stop_id]
    return "", 204


@app.get("/stops/<int:stop_id>/departures")
def list_departures(stop_id):
    find(stop_id)
    return departures.get(stop_id, [])
