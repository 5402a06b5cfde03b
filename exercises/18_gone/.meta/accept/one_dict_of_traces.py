"""One dict holds what each address was left with: None for a cancelled event, else a name."""

from http import HTTPStatus

from flask import Flask, jsonify, redirect, request, url_for

app = Flask(__name__)

events = {}
left = {}


@app.get("/events")
def list_events():
    return jsonify([*events.values()])


@app.get("/events/<name>")
def show_event(name):
    if name in events:
        return jsonify(events[name])
    if name not in left:
        return jsonify(error="unknown"), HTTPStatus.NOT_FOUND
    if left[name] is None:
        return jsonify(error="cancelled"), HTTPStatus.GONE
    return redirect(url_for("show_event", name=left[name]), HTTPStatus.MOVED_PERMANENTLY)


@app.put("/events/<name>")
def publish_event(name):
    code = HTTPStatus.OK if name in events else HTTPStatus.CREATED
    left.pop(name, None)
    events[name] = {"name": name, "title": request.json["title"]}
    return jsonify(events[name]), code


@app.delete("/events/<name>")
def cancel_event(name):
    if events.pop(name, None) is None:
        return show_event(name)
    left[name] = None
    return "", HTTPStatus.NO_CONTENT


@app.post("/events/<name>/move")
def move_event(name):
    to = request.json["to"]
    event = events.pop(name, None)
    if event is None:
        return jsonify(error="nothing to move"), HTTPStatus.CONFLICT
    left[name] = to
    left.pop(to, None)
    events[to] = {**event, "name": to}
    return jsonify(events[to])
