"""Like: state_in_the_body"""

from flask import Flask, jsonify, redirect, request, url_for

app = Flask(__name__)

events = {}
gone = set()
moved = {}


def missing(name):
    if name in gone:
        return jsonify(status="cancelled", error=f"{name} was cancelled")
    if name in moved:
        return redirect(url_for("show_event", name=moved[name]), 308)
    return jsonify(error=f"{name} is unknown"), 404


@app.get("/events")
def list_events():
    return jsonify(list(events.values()))


@app.get("/events/<name>")
def show_event(name):
    return jsonify(events[name]) if name in events else missing(name)


@app.put("/events/<name>")
def publish_event(name):
    new = name not in events
    gone.discard(name)
    moved.pop(name, None)
    events[name] = dict(name=name, title=request.get_json()["title"])
    return jsonify(events[name]), 201 if new else 200


@app.delete("/events/<name>")
def cancel_event(name):
    if name not in events:
        return missing(name)
    gone.add(name)
    del events[name]
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return jsonify(error="unknown"), 404
    to = request.get_json()["to"]
    gone.discard(to)
    moved.pop(to, None)
    events[to] = dict(name=to, title=events.pop(name)["title"])
    moved[name] = to
    return jsonify(events[to])
