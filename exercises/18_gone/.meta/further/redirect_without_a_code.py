"""Like: found_for_now"""

from flask import Flask, jsonify, redirect, request

app = Flask(__name__)

events = {}
cancelled = set()
new_names = {}


def missing(name):
    if name in new_names:
        return redirect(f"/events/{new_names[name]}")
    if name in cancelled:
        return jsonify(error="cancelled"), 410
    return jsonify(error="no such event"), 404


@app.get("/events")
def list_events():
    return jsonify(list(events.values()))


@app.get("/events/<name>")
def show_event(name):
    if name in events:
        return jsonify(events[name])
    return missing(name)


@app.put("/events/<name>")
def publish_event(name):
    code = 200 if name in events else 201
    events[name] = {"name": name, "title": request.json["title"]}
    cancelled.discard(name)
    new_names.pop(name, None)
    return jsonify(events[name]), code


@app.delete("/events/<name>")
def cancel_event(name):
    if name not in events:
        return missing(name)
    events.pop(name)
    cancelled.add(name)
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return missing(name)
    to = request.json["to"]
    event = events.pop(name)
    event["name"] = to
    events[to] = event
    new_names[name] = to
    cancelled.discard(to)
    new_names.pop(to, None)
    return jsonify(event)
