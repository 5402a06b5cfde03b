"""Misconception: At an address that an event has left there is nothing, as if there had never been anything.

Believes: The link was mistyped. In fact the event takes place, under another name.
Fails: test_moved, test_moved_twice, test_moved_back, test_moved_and_cancelled, test_published_again
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
    gone.discard(name)
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
        return missing(name)
    to = request.get_json()["to"]
    events[to] = events.pop(name) | {"name": to}
    return events[to]
