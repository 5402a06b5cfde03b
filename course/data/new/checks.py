"""Checks of $slug."""

# TODO: the rules of your contract in place of these, other right ways and plausible wrong fixes
# (docs/authoring.md says where they stand; `python3 run.py prove $number` runs them once this is no draft).


def test_known_place_is_answered(client):
    """The tide of a known place is answered 200 OK.

    Row: known
    Source: RFC 9110 §15.3.1
    Hint: 1
    """
    answer = client.get("/tides/pier")
    assert answer.status_code == 200
    assert answer.json["place"] == "pier"


def test_unknown_place_is_not_found(client):
    """A place without tides is answered 404 Not Found.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    """
    assert client.get("/tides/pier").status_code == 200
    assert client.get(f"/tides/{client.unseen('moon')}").status_code == 404
