"""A climbing hall with a family of errors."""

from flask import Flask

app = Flask(__name__)


class HallError(Exception):
    status = 400

    def __init__(self, message="", status=400):
        self.message = message
        self.status = status


class NoSuchRoute(HallError):
    status = 404


class WallClosed(HallError):
    status = 409


@app.errorhandler(HallError)
def refuse(error):
    return {"error": error.message, "code": type(error).__name__}, error.status


@app.get("/routes/<name>")
def route(name):
    raise NoSuchRoute(f"There is no route called {name}")


@app.get("/walls/<name>")
def wall(name):
    raise WallClosed(f"The {name} wall is being set")


@app.errorhandler(404)
def not_found(error):
    return refuse(NoSuchRoute("Nothing here"))
