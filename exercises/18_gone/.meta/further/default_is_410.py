"""Like: unknown_is_gone"""

from flask import Flask, abort, jsonify, redirect, request, url_for

app = Flask(__name__)

events = {}
moved = {}


@app.errorhandler(410)
def gone(e):
    return jsonify(error="This event is gone."), 410


def find(name):
    if name in events:
        return events[name]
    if name in moved:
        abort(redirect(url_for("show_event", name=moved[name]), 308))
    abort(410)


@app.get("/events")
def list_events():
    return list(events.values())


@app.get("/events/<name>")
def show_event(name):
    return find(name)


@app.put("/events/<name>")
def publish_event(name):
    created = name not in events
    moved.pop(name, None)
    events[name] = {"name": name, "title": request.get_json()["title"]}
    return events[name], 201 if created else 200


@app.delete("/events/<name>")
def cancel_event(name):
    find(name)
    del events[name]
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    event = find(name)
    to = request.get_json()["to"]
    moved.pop(to, None)
    del events[name]
    events[to] = {**event, "name": to}
    moved[name] = to
    return events[to]
