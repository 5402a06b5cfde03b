"""Checks: a tea on the list is answered 200, any other name 404."""

from __future__ import annotations


def test_known_tea(client):
    """A tea on the list is answered 200 with its data.

    Row: known
    Source: RFC 9110 §15.3.1
    Hint: 1
    """
    answer = client.get("/teas/assam")
    assert answer.status_code == 200
    assert answer.json == {"name": "assam", "grams": 12}


def test_unknown_tea(client):
    """Any other name is answered 404.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    """
    assert client.get("/teas/assam").status_code == 200
    answer = client.get(f"/teas/{client.unseen('tea')}")
    assert answer.status_code == 404
    assert isinstance(answer.json["error"], str)


def test_unknown_tea_with_blanks(client):
    """A name with blanks in it is answered 404 too.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 3
    """
    assert client.get("/teas/assam").status_code == 200
    assert client.get("/teas/earl%20grey").status_code == 404
