"""Misconception: A mark on the event is enough, and only the view that shows it has to look at the mark.

Believes: Its DELETE has cancelled an event that was cancelled long ago, and publishing there again only
changes a page. In fact there was no page.
Fails: test_cancelling_again, test_published_again, test_address_taken_over
"""

from flask import Flask, redirect, request, url_for

app = Flask(__name__)

events = {}


def missing(name):
    return {"error": f"There is no event {name}."}, 404


@app.get("/events")
def list_events():
    return [event for event in events.values() if "state" not in event]


@app.get("/events/<name>")
def show_event(name):
    if name not in events:
        return missing(name)
    event = events[name]
    if event.get("state") == "cancelled":
        return {"error": f"The event {name} has been cancelled."}, 410
    if event.get("state") == "moved":
        return redirect(url_for("show_event", name=event["to"]), 308)
    return event


@app.put("/events/<name>")
def publish_event(name):
    is_new = name not in events
    events[name] = {"name": name, "title": request.get_json()["title"]}
    return events[name], 201 if is_new else 200


@app.delete("/events/<name>")
def cancel_event(name):
    if name not in events:
        return missing(name)
    events[name]["state"] = "cancelled"
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return missing(name)
    to = request.get_json()["to"]
    events[to] = events[name] | {"name": to}
    events[name] = {"name": name, "state": "moved", "to": to}
    return events[to]
