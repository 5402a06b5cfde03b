"""The label is looked at before the view, the parser's own exceptions are caught where they are raised."""

from flask import Flask, jsonify, make_response, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000
readings = []


def refuse(code, text, **headers):
    return make_response(jsonify(error=text), code, headers)


@app.before_request
def only_json():
    if request.method == "POST" and not request.is_json:
        return refuse(
            415, f"{request.mimetype or 'no media type'}: only JSON is read", Accept="application/json"
        )


@app.get("/readings")
def stored():
    return jsonify(readings)


@app.post("/ingest")
def ingest():
    try:
        reading = request.json
    except RequestEntityTooLarge:
        return refuse(413, "at most 2000 bytes")
    except BadRequest:
        return refuse(400, "the body is not JSON")
    readings.append(reading)
    return jsonify(reading)
