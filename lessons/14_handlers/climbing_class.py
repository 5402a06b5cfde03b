"""A climbing hall whose errors take their status from their class."""

from flask import Flask

app = Flask(__name__)


class HallError(Exception):
    status = 400
    code = "bad_request"

    def __init__(self, message, status=None):
        super().__init__(message)
        if status is not None:
            self.status = status


class NoSuchRoute(HallError):
    status = 404
    code = "no_such_route"


@app.errorhandler(HallError)
def refuse(error):
    return {"error": {"code": error.code, "message": str(error)}}, error.status


@app.get("/routes/<name>")
def route(name):
    raise NoSuchRoute(f"There is no route called {name}")
