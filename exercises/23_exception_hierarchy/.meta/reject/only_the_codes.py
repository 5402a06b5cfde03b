"""Misconception: With the right codes the exceptions are done.

Believes: The number is right, and the rest is not: the log shows empty lines, a header that somebody adds
drives out the challenge, and each reader takes the time for one of their own zone.
Fails: test_text_of_an_exception, test_challenge_of_the_class, test_time_has_an_offset
"""

from datetime import datetime

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = 400
    headers = {}

    def __init__(self, message="", status_code=None, headers=None):
        self.message = message
        if status_code:
            self.status_code = status_code
        if headers:
            self.headers = headers


class NotSignedIn(DeskError):
    status_code = 401
    headers = {"WWW-Authenticate": 'Bearer realm="desk"'}


class NotYourRoom(DeskError):
    status_code = 403


class NoSuchRoom(DeskError):
    status_code = 404


class TooManyTries(DeskError):
    status_code = 429


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(DeskError)
def refuse(error):
    return {"error": error.message, "time": str(datetime.now())}, error.status_code, error.headers


app.register_error_handler(404, lambda error: refuse(NoSuchRoom("There is nothing here.")))
