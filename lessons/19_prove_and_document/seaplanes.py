"""A seaplane API, written anew, and the tests of its first version."""

from flask import Flask

app = Flask(__name__)


def rewrite():
    planes = Flask("planes")

    @planes.post("/flights")
    def book():
        return {"id": 7}, 201, {"Location": "http://localhost/flights/7"}

    @planes.get("/flights/7")
    def flight():
        return {"id": 7, "seats": 4}

    @planes.post("/flights/7/cargo")
    def cargo():
        return {"error": "This is more than 90 kg"}, 422

    return planes


def test_place(client):
    assert client.post("/flights").headers["Location"] == "/flights/7"


def test_flight(client):
    assert client.get("/flights/7").json == {"seats": 4, "id": 7}


def test_message(client):
    assert client.post("/flights/7/cargo").json == {"error": "Too heavy"}


@app.get("/failed")
def failed():
    names = []
    for test in (test_place, test_flight, test_message):
        try:
            test(rewrite().test_client())
        except AssertionError:
            names.append(test.__name__)
    return names
