"""A glider club whose test puts a small fake in the place of the hangar; the line to it can break."""

from flask import Flask

app = Flask(__name__)


class FakeHangar:
    gliders = {"swift"}

    def has(self, name):
        if name == "storm":
            raise ConnectionError
        return name in self.gliders


hangar = FakeHangar()


@app.errorhandler(ConnectionError)
def no_line(error):
    return {"error": "The hangar does not answer"}, 503, {"Retry-After": "60"}


@app.get("/gliders/<name>")
def glider(name):
    if not hangar.has(name):
        return {"error": "We have no such glider"}, 404
    return {"name": name}
