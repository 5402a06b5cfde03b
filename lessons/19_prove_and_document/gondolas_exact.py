"""A cable car that forgets one code, and one test that says what it expects."""

from flask import Flask

lift = Flask("lift")
app = Flask(__name__)


@lift.get("/gondolas/<int:number>")
def gondola(number):
    if number > 40:
        return {"error": "We have no such gondola"}
    return {"number": number, "seats": 8}


def test_says_why(client):
    answer = client.get("/gondolas/99")
    assert answer.status_code == 404
    assert answer.json["error"]


@app.get("/run")
def run():
    try:
        test_says_why(lift.test_client())
    except AssertionError:
        return {"passed": 0, "failed": 1}
    return {"passed": 1, "failed": 0}
