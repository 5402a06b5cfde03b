"""A cheese cellar that logs one JSON object a line. The page /log shows the lines."""

import io
import json
import logging

from flask import Flask, abort

app = Flask(__name__)
file = io.StringIO()


class JsonLine(logging.Formatter):
    def format(self, record):
        entry = {"level": record.levelname, "event": record.getMessage()}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry)


handler = logging.StreamHandler(file)
handler.setFormatter(JsonLine())
app.logger.addHandler(handler)


@app.get("/cheeses/<name>")
def cheese(name):
    app.logger.warning("No cheese called %s", name)
    abort(404)


@app.get("/shelves/<name>")
def shelf(name):
    return {"cheeses": {"north": 12}[name]}


@app.get("/log")
def log():
    return file.getvalue().splitlines()


@app.get("/log/size")
def size():
    lines = file.getvalue().splitlines()
    traces = [json.loads(line).get("exception", "") for line in lines]
    return {"lines": len(lines), "ends_with": [trace.splitlines()[-1] for trace in traces if trace]}
