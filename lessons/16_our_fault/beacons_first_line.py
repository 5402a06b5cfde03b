"""A list of beacons that is sent line by line while it is read from a disk."""

from itertools import chain

from flask import Flask

app = Flask(__name__)


def lines():
    raise OSError("the disk does not answer")
    yield "name,height\n"


@app.get("/beacons.csv")
def export():
    rest = lines()
    try:
        first = next(rest)
    except OSError:
        return {"error": "Our disk does not answer"}, 503
    return app.response_class(chain([first], rest), mimetype="text/csv")


@app.errorhandler(500)
def broken(error):
    return {"error": "Our disk is broken"}, 500
