"""Like: list_of_everything"""

from flask import Flask, redirect, request, url_for

app = Flask(__name__)

events = {}
traces = {}


def missing(name):
    if name not in traces:
        return {"error": f"There is no event {name}."}, 404
    to = traces[name]
    if to is None:
        return {"error": f"The event {name} was cancelled."}, 410
    return redirect(url_for("show_event", name=to), 308)


@app.get("/events")
def list_events():
    return list(events.values())


@app.get("/events/<name>")
def show_event(name):
    return events.get(name) or missing(name)


@app.put("/events/<name>")
def publish_event(name):
    is_new = name not in events
    traces.pop(name, None)
    events[name] = {"name": name, "title": request.get_json()["title"]}
    return events[name], 201 if is_new else 200


@app.delete("/events/<name>")
def cancel_event(name):
    if name not in events:
        return missing(name)
    title = events[name]["title"]
    for other in [n for n, e in events.items() if e["title"] == title]:
        del events[other]
    traces[name] = None
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return missing(name)
    to = request.get_json()["to"]
    events[to] = events.pop(name) | {"name": to}
    traces[name] = to
    traces.pop(to, None)
    return events[to]
