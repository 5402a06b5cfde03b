"""Tests of the left-luggage office. Run them: pytest exercises/33_write_the_tests/api_checks.py"""


def test_list(client):
    answer = client.get("/bags")
    assert answer.status_code < 500


def test_show(client):
    answer = client.get("/bags/17")
    assert answer.status_code == 200


def test_take(client):
    answer = client.post("/bags", json={"tag": 5, "what": "blue suitcase"})
    assert answer.status_code
    assert answer.json


def test_hand_out(client):
    answer = client.delete("/bags/17")
    assert answer.status_code == 204


def test_unknown(client):
    answer = client.get("/bags/999")
    if answer.status_code == 404:
        assert answer.data
