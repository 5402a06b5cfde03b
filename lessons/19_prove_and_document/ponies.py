"""A riding school, its first test, and a page that runs the test."""

from flask import Flask

school = Flask("school")
app = Flask(__name__)
ponies = {"juno": 14}


@school.get("/ponies/<name>")
def pony(name):
    if name not in ponies:
        return {"error": "We have no such pony"}, 404
    return {"name": name, "age": ponies[name]}


def test_juno(client):
    answer = client.get("/ponies/juno")
    assert answer.status_code == 200
    assert answer.json["age"] == 12


@app.get("/run")
def run():
    try:
        test_juno(school.test_client())
    except AssertionError:
        return {"test_juno": "failed"}
    return {"test_juno": "passed"}
