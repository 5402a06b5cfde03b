"""Like: idempotent_means_same_code"""

from flask import Flask, jsonify, redirect, request, url_for

app = Flask(__name__)

pages = {}


def error(text, code):
    return jsonify(error=text), code


@app.get("/events")
def list_events():
    return jsonify([page for page in pages.values() if isinstance(page, dict)])


@app.get("/events/<name>")
def show_event(name):
    page = pages.get(name, "never")
    if isinstance(page, dict):
        return jsonify(page)
    if page == "never":
        return error("There was never such an event.", 404)
    if page is None:
        return error("The event was cancelled.", 410)
    return redirect(url_for("show_event", name=page[0]), 308)


@app.put("/events/<name>")
def publish_event(name):
    is_new = not isinstance(pages.get(name), dict)
    pages[name] = {"name": name, "title": request.get_json()["title"]}
    return jsonify(pages[name]), 201 if is_new else 200


@app.delete("/events/<name>")
def cancel_event(name):
    if name not in pages:
        return error("There was never such an event.", 404)
    pages[name] = None
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    page = pages.get(name)
    if not isinstance(page, dict):
        return error("There is nothing to move.", 404)
    to = request.get_json()["to"]
    pages[to] = {"name": to, "title": page["title"]}
    pages[name] = [to]
    return jsonify(pages[to])
