"""A dataclass; None stands for what nobody gave, and the class is asked in its place."""

from dataclasses import InitVar, dataclass
from datetime import datetime
from types import MappingProxyType

from flask import Flask

app = Flask(__name__)
app.config["DESK"] = lambda number: f"the brass key of room {number}"


@dataclass(eq=False)
class DeskError(Exception):
    message: str | None = None
    status_code: InitVar[int | None] = None
    headers: InitVar[dict | None] = None

    code = 400
    extra = MappingProxyType({})

    def __post_init__(self, status_code, headers):
        self.message = self.message or f"The desk says no ({type(self).__name__})."
        self.answer_code = status_code or type(self).status_code or self.code
        self.answer_headers = dict(self.extra) | (headers or {})

    def __str__(self):
        return self.message


class NotSignedIn(DeskError):
    code = 401
    extra = {"WWW-Authenticate": 'Bearer realm="desk"'}


class NotYourRoom(DeskError):
    code = 403


class NoSuchRoom(DeskError):
    code = 404


class TooManyTries(DeskError):
    code = 429


@app.get("/rooms/<int:number>/key")
def hand_out_key(number):
    return {"room": number, "key": app.config["DESK"](number)}


@app.errorhandler(DeskError)
def refuse(error):
    body = {"error": error.message, "time": datetime.now().astimezone().isoformat(timespec="seconds")}
    return body, error.answer_code, error.answer_headers


@app.errorhandler(404)
def nothing_here(error):
    return refuse(NoSuchRoom("There is nothing at this address."))
