"""Like: seconds_as_the_time"""

import time

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = 400
    headers = {}
    text = "The desk cannot do this."

    def __init__(self, message=None, *, status_code=None, headers=()):
        if message is not None:
            self.text = message
        if status_code is not None:
            self.status_code = status_code
        self.headers = {**self.headers, **dict(headers)}
        super().__init__(self.text)


class NotSignedIn(DeskError):
    status_code = 401
    text = "Sign in first."
    headers = {"WWW-Authenticate": 'Bearer realm="desk"'}


class NotYourRoom(DeskError):
    status_code = 403
    text = "This is not your room."


class NoSuchRoom(DeskError):
    status_code = 404
    text = "There is no such room."


class TooManyTries(DeskError):
    status_code = 429
    text = "Too many tries. Wait a little."


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(DeskError)
def refuse(error):
    body = {"error": error.text, "time": int(time.time())}
    return body, error.status_code, error.headers


@app.errorhandler(404)
def nothing_here(error):
    return refuse(NoSuchRoom("There is nothing at this address."))
