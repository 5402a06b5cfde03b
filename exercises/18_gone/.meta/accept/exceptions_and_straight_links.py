"""abort and handlers; every old address points straight at where the event lives now."""

from flask import Flask, abort, jsonify, redirect, request, url_for
from werkzeug.exceptions import Gone, HTTPException, NotFound

app = Flask(__name__)

events = {}
cancelled = set()
forward = {}


@app.errorhandler(HTTPException)
def failed(error):
    return jsonify(error=error.description), error.code


def find(name):
    if name in events:
        return events[name]
    if name in cancelled:
        raise Gone("This event was cancelled.")
    if name in forward:
        abort(redirect(url_for("show_event", name=forward[name], _external=True), 308))
    raise NotFound("No such event.")


def arrive(name, event):
    cancelled.discard(name)
    forward.pop(name, None)
    events[name] = {**event, "name": name}


@app.get("/events")
def list_events():
    return jsonify(list(events.values()))


@app.get("/events/<name>")
def show_event(name):
    return find(name)


@app.put("/events/<name>")
def publish_event(name):
    code = 200 if name in events else 201
    arrive(name, {"title": request.get_json()["title"]})
    return events[name], code


@app.delete("/events/<name>")
def cancel_event(name):
    find(name)
    del events[name]
    for old in [old for old, new in forward.items() if new == name]:
        del forward[old]
        cancelled.add(old)
    cancelled.add(name)
    return app.response_class(status=204)


@app.post("/events/<name>/move")
def move_event(name):
    event = find(name)
    to = request.get_json()["to"]
    del events[name]
    for old, new in forward.items():
        if new == name:
            forward[old] = to
    forward[name] = to
    arrive(to, event)
    return events[to]
