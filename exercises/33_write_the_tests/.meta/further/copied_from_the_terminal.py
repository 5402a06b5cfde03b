"""Like: every_word_counts"""

import json

import pytest


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"what": "tent"}, "tag is a whole number from 1 up."),
        ({"tag": 0, "what": "tent"}, "tag is a whole number from 1 up."),
        ([1, "tent"], "tag is a whole number from 1 up."),
        ({"tag": 1, "what": "  "}, "what is a text that says what the bag looks like."),
    ],
)
def test_refused(client, body, text):
    r = client.post("/bags", json=body)
    assert r.status_code == 400
    assert r.get_json()["error"] == text


def test_whole_list(client):
    expected = '[{"tag": 17, "what": "red rucksack"}, {"tag": 40, "what": "cello"}]'
    assert client.get("/bags").json == json.loads(expected)


def test_stored(client):
    r = client.post("/bags", json={"tag": 1, "what": "tent"})
    assert r.status_code == 201
    assert r.headers["Location"] == "/bags/1"
    assert client.get("/bags/1").json == {"tag": 1, "what": "tent"}


def test_in_use(client):
    r = client.post("/bags", json={"tag": 40, "what": "tent"})
    assert r.status_code == 409
    assert "is on another bag" in r.json["error"]
    assert client.get("/bags/40").json == {"tag": 40, "what": "cello"}


def test_missing(client):
    r = client.get("/bags/2")
    assert r.status_code == 404
    assert r.json == {"error": "No bag has the tag 2."}


def test_removed(client):
    assert client.delete("/bags/40").status_code == 204
    assert client.get("/bags/40").status_code == 404


def test_not_allowed(client):
    r = client.put("/bags", json={})
    assert r.status_code == 405
    assert "POST" in r.headers["Allow"]
