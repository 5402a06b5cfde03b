"""Like: trace_of_what_never_was"""

from flask import Flask, redirect, request, url_for

app = Flask(__name__)

events = {}
gone = set()
moved = {}


def missing(name):
    if name in moved:
        return redirect(url_for("show_event", name=moved[name]), code=301)
    if name in gone:
        return {"error": "This event was cancelled."}, 410
    return {"error": "This event is unknown."}, 404


def put_event(name, title):
    events[name] = {"name": name, "title": title}
    if name in gone:
        gone.remove(name)
    if name in moved:
        del moved[name]
    return events[name]


@app.get("/events")
def list_events():
    return list(events.values())


@app.get("/events/<name>")
def show_event(name):
    event = events.get(name)
    if event is None:
        return missing(name)
    return event


@app.put("/events/<name>")
def publish_event(name):
    status = 200 if name in events else 201
    return put_event(name, request.get_json()["title"]), status


@app.delete("/events/<name>")
def cancel_event(name):
    existed = events.pop(name, None)
    response = ("", 204) if existed else missing(name)
    gone.add(name)
    return response


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return {"error": "nothing to move"}, 404
    new = request.get_json()["to"]
    event = put_event(new, events.pop(name)["title"])
    moved[name] = new
    return event
