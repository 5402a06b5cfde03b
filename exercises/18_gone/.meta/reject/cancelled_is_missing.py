"""Misconception: Only a new address is worth remembering; what is cancelled is simply not there.

Believes: The link was mistyped, or the event comes back tomorrow; so it asks again for months.
Fails: test_cancelled_is_gone, test_cancelling_again, test_unknown_leaves_no_trace,
test_moved_and_cancelled, test_published_again, test_address_taken_over
"""

from flask import Flask, abort, jsonify, redirect, request, url_for

app = Flask(__name__)
events = {}
gone = set()
moved = {}


def missing(name):
    if name in gone:
        return {"error": "gone"}, 410
    if name in moved:
        return redirect(url_for("show_event", name=moved[name]), 308)
    return {"error": f"There is no event {name}."}, 404


@app.get("/events")
def list_events():
    return list(events.values())


@app.get("/events/<name>")
def show_event(name):
    return events.get(name) or missing(name)


@app.put("/events/<name>")
def publish_event(name):
    moved.pop(name, None)
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
    moved.pop(to, None)
    events[to] = events.pop(name) | {"name": to}
    moved[name] = to
    return events[to]
