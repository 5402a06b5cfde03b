"""Misconception: A DELETE makes a thing gone, whether it was there or not.

Believes: An event was cancelled here. In fact somebody once sent a DELETE to a wrong address.
Fails: test_unknown_leaves_no_trace
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
    answer = missing(name) if name not in events else ("", 204)
    events.pop(name, None)
    gone.add(name)
    return answer


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return {"error": f"There is no event {name} to move."}, 404
    to = request.get_json()["to"]
    settle(to, events.pop(name) | {"name": to})
    moved[name] = to
    return events[to]
