import pytest
from api import app, bags

BAG = {"tag": 5, "what": "blue suitcase"}


@pytest.fixture
def client():
    before = dict(bags)
    yield app.test_client()
    bags.clear()
    bags.update(before)


def test_list(client):
    assert len(client.get("/bags").json) == len(bags)


def test_take(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == BAG
    assert bags[5] == "blue suitcase"


def test_unknown(client):
    answer = client.get("/bags/999")
    assert answer.status_code == 404 and answer.json["error"]


def test_taken(client):
    assert client.post("/bags", json={"tag": 17, "what": "green bag"}).status_code == 409
    assert bags[17] == "red rucksack"


def test_bad(client):
    for body in ({}, [], "x", {"tag": 5}):
        assert client.post("/bags", json=body).status_code == 400


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert 17 not in bags


def test_method(client):
    assert "GET" in client.patch("/bags/17").headers["Allow"]
