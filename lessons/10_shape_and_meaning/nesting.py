"""Two letter boxes, and an app that sends 100,000 opening brackets to both."""

from flask import Flask, request

boxes = Flask("boxes")
app = Flask(__name__)


@boxes.post("/box")
def box():
    return {"read": request.get_json()}


@boxes.post("/careful-box")
def careful_box():
    try:
        return {"read": request.get_json()}
    except RecursionError:
        return {"error": "nested too deeply"}, 400


@app.get("/probe")
def probe():
    return {path: status_of(path, "[" * 100_000) for path in ("/box", "/careful-box")}


def status_of(path, text):
    log = request.environ["wsgi.errors"]
    client = boxes.test_client()
    return client.post(path, data=text, content_type="application/json", errors_stream=log).status_code
