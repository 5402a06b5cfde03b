"""Like: headers_not_sent"""

from datetime import datetime, timezone

from flask import Flask, jsonify

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = 400
    headers = {}

    def __init__(self, message="The desk cannot do this.", status_code=None, headers=None):
        super().__init__(message)
        self.message = message
        if status_code is not None:
            self.status_code = status_code
        self.headers = {**self.headers, **(headers or {})}


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
    response = jsonify(error=str(error), time=datetime.now(timezone.utc).isoformat())
    response.status_code = error.status_code
    return response


app.register_error_handler(404, lambda error: refuse(NoSuchRoom("There is nothing here.")))
