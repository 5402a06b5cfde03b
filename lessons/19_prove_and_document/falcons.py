"""A falconry whose API shows too much, and a test with a typing mistake in its path."""

from flask import Flask

falconry = Flask("falconry")
app = Flask(__name__)


@falconry.get("/falcons/<name>")
def falcon(name):
    return {"name": name, "owner": "12 Mill Lane"}


def test_owner_stays_hidden(client):
    body = client.get("/falcon/luna").json or {}
    assert "owner" not in body


@app.get("/run")
def run():
    try:
        test_owner_stays_hidden(falconry.test_client())
    except AssertionError:
        return {"result": "failed"}
    except Exception as error:
        return {"result": type(error).__name__}
    return {"result": "passed"}
