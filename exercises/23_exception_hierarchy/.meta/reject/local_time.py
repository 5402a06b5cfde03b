"""Misconception: A time that is right on this server is right everywhere.

Believes: It is another hour on each phone: each takes the time for one of its own zone.
Fails: test_time_has_an_offset
"""

from datetime import datetime

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = 400
    message = "The desk cannot do this."
    headers = {}

    def __init__(self, message=None, status_code=None, headers=None):
        super().__init__(self.message if message is None else message)
        self.message = self.args[0]
        if status_code is not None:
            self.status_code = status_code
        self.headers = {**self.headers, **(headers or {})}


class NotSignedIn(DeskError):
    status_code = 401
    message = "Sign in first."
    headers = {"WWW-Authenticate": 'Bearer realm="desk"'}


class NotYourRoom(DeskError):
    status_code = 403
    message = "This is not your room."


class NoSuchRoom(DeskError):
    status_code = 404
    message = "There is no such room."


class TooManyTries(DeskError):
    status_code = 429
    message = "Too many tries. Wait a little."


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(DeskError)
def refuse(error):
    body = {"error": error.message, "time": datetime.now().isoformat()}
    return body, error.status_code, error.headers


@app.errorhandler(404)
def nothing_here(error):
    return refuse(NoSuchRoom("There is nothing at this address."))
