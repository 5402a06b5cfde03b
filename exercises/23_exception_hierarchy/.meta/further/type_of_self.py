"""Like: class_always_wins"""

from datetime import datetime, timezone

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = 400
    headers = {}

    def __init__(self, message="The desk says no.", status_code=None, headers=None):
        super().__init__(message)
        self.message = message
        self.status_code = type(self).status_code
        self.headers = dict(type(self).headers)
        if headers:
            self.headers.update(headers)


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
    now = datetime.now(timezone.utc).isoformat()
    return {"error": error.message, "time": now}, error.status_code, error.headers


app.register_error_handler(404, lambda error: refuse(NoSuchRoom("There is nothing here.")))
