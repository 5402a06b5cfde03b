"""Misconception: Every class needs an __init__ of its own with its code as the default.

Believes: Whoever adds a kind and writes only its code gets the code of the class above.
Fails: test_new_kinds
"""

from datetime import UTC, datetime

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = 400
    message = "The desk cannot do this."
    headers = {}

    def __init__(self, message=None, status_code=400, headers=None):
        super().__init__(message or self.message)
        self.message = message or self.message
        self.status_code = status_code
        self.headers = {**self.headers, **(headers or {})}


class NotSignedIn(DeskError):
    message = "Sign in first."
    headers = {"WWW-Authenticate": 'Bearer realm="desk"'}

    def __init__(self, message=None, status_code=401, headers=None):
        super().__init__(message, status_code, headers)


class NotYourRoom(DeskError):
    message = "This is not your room."

    def __init__(self, message=None, status_code=403, headers=None):
        super().__init__(message, status_code, headers)


class NoSuchRoom(DeskError):
    message = "There is no such room."

    def __init__(self, message=None, status_code=404, headers=None):
        super().__init__(message, status_code, headers)


class TooManyTries(DeskError):
    message = "Too many tries. Wait a little."

    def __init__(self, message=None, status_code=429, headers=None):
        super().__init__(message, status_code, headers)


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(DeskError)
def refuse(error):
    body = {"error": error.message, "time": datetime.now(UTC).isoformat()}
    return body, error.status_code, error.headers


@app.errorhandler(404)
def nothing_here(error):
    return refuse(NoSuchRoom("There is nothing at this address."))
