"""Nothing is ever taken out of the dict: a cancelled or moved event leaves a record with a state."""

from urllib.parse import quote

from flask import Flask, make_response, request

app = Flask(__name__)

records = {}


def shown(record):
    return {"name": record["name"], "title": record["title"]}


def lives(name):
    return records.get(name, {}).get("state") == "live"


@app.get("/events")
def list_events():
    return [shown(record) for record in records.values() if record["state"] == "live"]


@app.get("/events/<name>")
def show_event(name):
    match records.get(name):
        case {"state": "live"} as record:
            return shown(record)
        case {"state": "gone"}:
            return {"error": f"{name} is cancelled", "status": 410}, 410
        case {"state": "moved", "to": to}:
            return "", 308, {"Location": f"/events/{quote(to, safe='')}"}
        case _:
            return {"error": f"{name} is unknown", "status": 404}, 404


@app.put("/events/<name>")
def publish_event(name):
    code = 200 if lives(name) else 201
    records[name] = {"state": "live", "name": name, "title": request.get_json()["title"]}
    return make_response(shown(records[name]), code)


@app.delete("/events/<name>")
def cancel_event(name):
    if not lives(name):
        return show_event(name)
    records[name] = {"state": "gone"}
    return make_response("", 204)


@app.post("/events/<name>/move")
def move_event(name):
    if not lives(name):
        return {"error": "nothing to move"}, 404
    to = request.get_json()["to"]
    records[to] = records[name] | {"name": to}
    records[name] = {"state": "moved", "to": to}
    return shown(records[to])
