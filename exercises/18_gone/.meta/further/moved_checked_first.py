"""Like: redirect_forgets_to_make_way"""

from flask import Flask, jsonify, redirect, request, url_for

app = Flask(__name__)

events = {}
cancelled = set()
redirects = {}


@app.get("/events")
def list_events():
    return jsonify(list(events.values()))


@app.get("/events/<name>")
def show_event(name):
    if name in redirects:
        return redirect(url_for("show_event", name=redirects[name]), 308)
    if name in events:
        return jsonify(events[name])
    if name in cancelled:
        return jsonify(error="The event was cancelled."), 410
    return jsonify(error="There is no such event."), 404


@app.put("/events/<name>")
def publish_event(name):
    status = 200 if name in events else 201
    cancelled.discard(name)
    events[name] = {"name": name, "title": request.get_json()["title"]}
    return jsonify(events[name]), status


@app.delete("/events/<name>")
def cancel_event(name):
    if name not in events:
        return show_event(name)
    del events[name]
    cancelled.add(name)
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    if name not in events:
        return jsonify(error="There is no such event."), 404
    target = request.get_json()["to"]
    events[target] = {"name": target, "title": events[name]["title"]}
    del events[name]
    cancelled.discard(target)
    redirects[name] = target
    return jsonify(events[target])
