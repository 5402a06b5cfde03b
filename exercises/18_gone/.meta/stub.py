"""The event pages of a town. Run it: flask --app exercises/18_gone/app run"""

from flask import Flask, request

app = Flask(__name__)

events = {}


def missing(name):
    return {"error": f"There is no event {name}."}, 404


@app.get("/events")
def list_events():
    return list(events.values())


@app.get("/events/<name>")
def show_event(name):
    return events.get(name) or missing(name)


@app.put("/events/<name>")
def publish_event(name):
    is_new = name not in events
    events[name] = {"name": name, "title": request.get_json()["title"]}
    return events[name], 201 if is_new else 200


@app.delete("/events/<name>")
def cancel_event(name):
    if name not in events:
        return missing(name)
    del events[name]
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return missing(name)
    to = request.get_json()["to"]
    events[to] = events.pop(name) | {"name": to}
    return events[to]
