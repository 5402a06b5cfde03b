"""Only what was given is kept; the handler asks the exception, then its class."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Flask, jsonify

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = HTTPStatus.BAD_REQUEST
    headers = {}

    def __init__(self, message=None, *, status_code=None, headers=None):
        if message is None:
            message = HTTPStatus(self.status_code).phrase
        super().__init__(message)
        self.given_code = status_code
        self.given_headers = headers


class NotSignedIn(DeskError):
    status_code = HTTPStatus.UNAUTHORIZED
    headers = {"WWW-Authenticate": 'Bearer realm="desk"'}


class NotYourRoom(DeskError):
    status_code = HTTPStatus.FORBIDDEN


class NoSuchRoom(DeskError):
    status_code = HTTPStatus.NOT_FOUND


class TooManyTries(DeskError):
    status_code = HTTPStatus.TOO_MANY_REQUESTS


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(DeskError)
def refuse(error):
    response = jsonify(error=str(error), time=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    response.status_code = error.given_code or error.status_code
    response.headers.extend(error.headers)
    response.headers.extend(error.given_headers or {})
    return response


@app.errorhandler(404)
def nothing_here(error):
    return refuse(NoSuchRoom("There is nothing at this address."))
