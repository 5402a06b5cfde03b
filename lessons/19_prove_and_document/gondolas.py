"""A cable car that forgets one code, and the three tests that watch over it."""

from flask import Flask

lift = Flask("lift")
app = Flask(__name__)


@lift.get("/gondolas/<int:number>")
def gondola(number):
    if number > 40:
        return {"error": "We have no such gondola"}
    return {"number": number, "seats": 8}


def test_no_crash(client):
    assert client.get("/gondolas/99").status_code < 500


def test_has_a_code(client):
    assert client.get("/gondolas/99").status_code


def test_says_why(client):
    answer = client.get("/gondolas/99")
    if answer.status_code == 404:
        assert answer.json["error"]


@app.get("/run")
def run():
    results = {"passed": 0, "failed": 0}
    for test in (test_no_crash, test_has_a_code, test_says_why):
        try:
            test(lift.test_client())
            results["passed"] += 1
        except AssertionError:
            results["failed"] += 1
    return results
