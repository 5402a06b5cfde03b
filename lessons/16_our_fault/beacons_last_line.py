"""A list of beacons as lines of JSON; the last line is about the list itself."""

import json

from flask import Flask

app = Flask(__name__)


def beacons():
    yield {"name": "north", "height": 31}
    raise OSError("the disk does not answer")


def lines():
    sent = 0
    try:
        for beacon in beacons():
            yield json.dumps(beacon) + "\n"
            sent += 1
        yield json.dumps({"end": True, "sent": sent}) + "\n"
    except OSError:
        app.logger.exception("The list of beacons broke off")
        yield json.dumps({"end": False, "sent": sent, "error": "Our disk failed"}) + "\n"


@app.get("/beacons")
def export():
    return app.response_class(lines(), mimetype="application/x-ndjson")
