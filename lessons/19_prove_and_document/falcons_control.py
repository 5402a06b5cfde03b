"""A falconry whose API shows too much, and a test that makes sure that it looks at a falcon."""

from flask import Flask

falconry = Flask("falconry")
app = Flask(__name__)


@falconry.get("/falcons/<name>")
def falcon(name):
    return {"name": name, "owner": "12 Mill Lane"}


def test_owner_stays_hidden(client):
    answer = client.get("/falcons/luna")
    assert answer.status_code == 200
    assert answer.json["name"] == "luna"
    assert "owner" not in answer.json


@app.get("/run")
def run():
    try:
        test_owner_stays_hidden(falconry.test_client())
    except AssertionError:
        return {"result": "failed"}
    except Exception as error:
        return {"result": type(error).__name__}
    return {"result": "passed"}
