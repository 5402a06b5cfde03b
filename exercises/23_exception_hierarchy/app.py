"""The desk of a hotel. Run it: flask --app exercises/23_exception_hierarchy/app run"""

from datetime import datetime

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    def __init__(self, message="", *, status_code=400, headers=()):
        self.status_code, self.headers = status_code, dict(headers)
        self.text = message


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
    return {"error": error.text, "time": str(datetime.now())}, error.status_code, error.headers


app.register_error_handler(404, lambda error: refuse(NoSuchRoom("There is nothing here.")))
