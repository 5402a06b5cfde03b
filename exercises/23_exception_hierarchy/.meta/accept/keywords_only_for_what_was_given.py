"""What was given arrives as keywords and becomes attributes; the class has the rest."""

from datetime import datetime, timedelta, timezone

from flask import Flask, make_response

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


class DeskError(Exception):
    status_code = 400
    message = "No."
    own_headers = ()

    def __init__(self, *args, **given):
        super().__init__(*args)
        if args:
            self.message = args[0]
        self.__dict__.update((name, value) for name, value in given.items() if value is not None)
        self.when = datetime.now(timezone(timedelta(hours=2)))

    def __str__(self):
        return self.message


class NotSignedIn(DeskError):
    status_code = 401
    message = "Sign in first."
    own_headers = {"WWW-Authenticate": 'Bearer realm="desk"'}


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
    response = make_response({"error": str(error), "time": error.when.isoformat()}, error.status_code)
    for headers in (error.own_headers, getattr(error, "headers", {})):
        response.headers.update(headers)
    return response


@app.errorhandler(404)
def nothing_here(error):
    return refuse(NoSuchRoom("There is nothing at this address."))
