"""A panel that looks at the code before it parses."""

import json

from flask import Flask

clock = Flask("clock")
app = Flask(__name__)


@clock.delete("/alarms/1")
def remove():
    return "", 204


@app.post("/panel/remove")
def press():
    answer = clock.test_client().delete("/alarms/1")
    details = None if answer.status_code == 204 else json.loads(answer.data)
    return {"panel": "removed", "details": details}
