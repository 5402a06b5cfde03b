"""A list of beacons that is sent line by line while it is read from a disk."""

from flask import Flask

app = Flask(__name__)


def lines():
    yield "name,height\n"
    yield "north,31\n"
    raise OSError("the disk does not answer")


@app.get("/beacons.csv")
def export():
    return app.response_class(lines(), mimetype="text/csv")


@app.errorhandler(500)
def broken(error):
    return {"error": "Our disk is broken"}, 500
