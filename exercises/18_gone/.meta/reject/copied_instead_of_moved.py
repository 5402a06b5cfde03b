"""Misconception: The old page can stay, so that old links keep working.

Believes: There are two events, and one of them takes place even if the other is cancelled.
Fails: test_list_holds_what_lives, test_moved, test_moved_twice, test_moved_back, test_moved_and_cancelled, test_published_again, test_address_taken_over
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
    settle(to, events[name] | {"name": to})
    moved[name] = to
    return events[to]
