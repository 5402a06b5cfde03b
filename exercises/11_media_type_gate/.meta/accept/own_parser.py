"""No help from Flask's parser: label, size and syntax are looked at by hand, with exceptions of our own."""

import json
from http import HTTPStatus

from flask import Flask, Response, request

app = Flask(__name__)
app.readings = []


class Refused(Exception):
    def __init__(self, status, text):
        super().__init__(text)
        self.status, self.text = status, text


@app.errorhandler(Refused)
def say_no(refusal):
    return Response(json.dumps({"error": refusal.text}), refusal.status, mimetype="application/json")


def body_as_json():
    kind, _, name = request.mimetype.partition("/")
    if kind != "application" or not (name == "json" or name.endswith("+json")):
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "label your JSON as application/json")
    raw = request.get_data()
    if len(raw) > 2000:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{len(raw)} bytes; 2000 are read")
    try:
        return json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"byte {error.start} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"line {error.lineno}: {error.msg}") from error


@app.route("/ingest", methods=["POST"])
def ingest():
    reading = body_as_json()
    app.readings.append(reading)
    return Response(json.dumps(reading), mimetype="application/json")


@app.route("/readings")
def readings():
    return app.readings
