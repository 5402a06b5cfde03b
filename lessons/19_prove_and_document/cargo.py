"""A seaplane refuses cargo, and a test compares the phrase of the standard."""

from flask import Flask

planes = Flask("planes")
app = Flask(__name__)


@planes.post("/cargo")
def cargo():
    return {"error": "Too heavy"}, 422


def test_too_heavy(client):
    assert client.post("/cargo").status == "422 Unprocessable Content"


@app.get("/run")
def run():
    try:
        test_too_heavy(planes.test_client())
    except AssertionError:
        return {"test_too_heavy": "failed"}
    return {"test_too_heavy": "passed"}
