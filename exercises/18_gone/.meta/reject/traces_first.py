"""Misconception: An address that has a trace is answered from the trace, whatever lives there now.

Believes: The event was cancelled, or is elsewhere. In fact it lives at the very address that was asked for.
Fails: test_moved_back, test_published_again, test_address_taken_over
"""

from flask import Flask, redirect, request, url_for

app = Flask(__name__)

events = {}
gone = set()
moved = {}


def missing(name):
    if name in gone:
        return {"error": f"The event {name} has been cancelled."}, 410
    if name in moved:
        return redirect(url_for("show_event", name=moved[name]), 308)
    return {"error": f"There is no event {name}."}, 404


@app.get("/events")
def list_events():
    return list(events.values())


@app.get("/events/<name>")
def show_event(name):
    if name in gone or name in moved:
        return missing(name)
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
    gone.add(name)
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return {"error": f"There is no event {name} to move."}, 404
    to = request.get_json()["to"]
    events[to] = events.pop(name) | {"name": to}
    moved[name] = to
    return events[to]
