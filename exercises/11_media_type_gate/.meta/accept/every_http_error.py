"""A blueprint, a request class that tells why parsing failed, and one handler for every HTTP error."""

from json import dumps

from flask import Blueprint, Flask, Request, abort, request
from werkzeug.exceptions import HTTPException

river = Blueprint("river", __name__)
readings = []


class TalkativeRequest(Request):
    max_content_length = 2_000

    def on_json_loading_failure(self, e):
        if e is None:
            abort(415, f"{self.mimetype!r} is not read here")
        abort(400, f"not JSON: {e}")


@river.app_errorhandler(HTTPException)
def as_json(error):
    response = error.get_response()
    response.data = dumps({"error": error.description, "code": error.code})
    response.content_type = "application/json"
    return response


@river.get("/readings")
def all_readings():
    return list(readings)


@river.post("/ingest")
def ingest():
    readings.append(request.get_json())
    return readings[-1], 200


app = Flask(__name__)
app.request_class = TalkativeRequest
app.register_blueprint(river)
