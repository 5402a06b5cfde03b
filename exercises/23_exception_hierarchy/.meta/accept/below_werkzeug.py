"""Exceptions of Werkzeug, whose response gets another body."""

from datetime import UTC, datetime

from flask import Flask, json
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(HTTPException):
    status_code = 400
    description = "The desk cannot do this."
    more = ()

    def __init__(self, message=None, status_code=None, headers=None):
        super().__init__(description=message)
        self.code = self.status_code if status_code is None else status_code
        self.more = [*self.more, *(headers or {}).items()]

    def __str__(self):
        return self.description

    def get_headers(self, environ=None, scope=None):
        return [("Content-Type", "application/json"), *self.more]

    def get_body(self, environ=None, scope=None):
        return shape(self)


class NotSignedIn(DeskError):
    status_code = 401
    more = (("WWW-Authenticate", 'Bearer realm="desk"'),)


class NotYourRoom(DeskError):
    status_code = 403


class NoSuchRoom(DeskError):
    status_code = 404


class TooManyTries(DeskError):
    status_code = 429


def shape(error):
    return json.dumps({"error": error.description, "time": datetime.now(UTC).isoformat()})


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(404)
def as_json(error):
    response = error.get_response()
    response.set_data(shape(error))
    response.mimetype = "application/json"
    return response
