"""Ask Flask three times for a handler that it refuses to register."""

from flask import Flask

app = Flask(__name__)
trial = Flask("trial")


def handler(error):
    return "", 404


@app.get("/probe/<what>")
def probe(what):
    try:
        trial.register_error_handler({"text": "404", "unknown": 402}.get(what, 404), handler)
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"}
    trial.test_client().get("/")
    return {"refused": None}
