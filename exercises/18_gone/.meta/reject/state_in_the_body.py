"""Misconception: The state of an event is a field of its page, so the page is still 200.

Believes: The event takes place, because the code is 200.
Fails: test_cancelled_is_gone, test_cancelling_again, test_unknown_leaves_no_trace, test_moved_and_cancelled, test_published_again, test_address_taken_over
"""

from flask import Flask, redirect, request, url_for

app = Flask(__name__)

events = {}
gone = set()
moved = {}


def missing(name):
    if name in gone:
        return {"error": f"The event {name} has been cancelled.", "state": "cancelled"}, 200
    if name in moved:
        return redirect(url_for("show_event", name=moved[name]), 308)
    return {"error": f"There is no event {name}."}, 404


def settle(name, event):
    gone.discard(name)
    moved.pop(name, None)
    events[name] = event


@app.get("/events")
def list_events():
    return list(events.values())


@app.get("/events/<name>")
def show_event(name):
    return events.get(name) or missing(name)


@app.put("/events/<name>")
def publish_event(name):
    is_new = name not in events
    settle(name, {"name": name, "title": request.get_json()["title"]})
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
    settle(to, events.pop(name) | {"name": to})
    moved[name] = to
    return events[to]
