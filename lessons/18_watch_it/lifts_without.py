"""A ski lift that counts its answers in a service of its own, which is down, and does without."""

from flask import Flask

app = Flask(__name__)


def send_metric(name, status):
    raise ConnectionError("nobody listens at metrics:8125")


@app.after_request
def count(response):
    try:
        send_metric("answers", response.status_code)
    except Exception:
        app.logger.warning("One answer was not counted", exc_info=True)
    return response


@app.errorhandler(500)
def broken(error):
    return {"error": "Something broke on our side"}, 500


@app.get("/lifts/<name>")
def lift(name):
    return {"lift": name, "open": True}
