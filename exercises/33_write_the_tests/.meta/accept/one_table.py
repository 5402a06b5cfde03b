"""A table of requests, and a story for what a table cannot say."""

import pytest

JSON = {"Content-Type": "application/json"}
TABLE = [
    ("GET", "/bags", None, 200),
    ("GET", "/bags/40", None, 200),
    ("GET", "/bags/41", None, 404),
    ("DELETE", "/bags/41", None, 404),
    ("DELETE", "/bags/40", None, 204),
    ("POST", "/bags", b'{"tag": 41, "what": "box"}', 201),
    ("POST", "/bags", b'{"tag": 40, "what": "box"}', 409),
    ("POST", "/bags", b'{"tag": 41}', 400),
    ("POST", "/bags", b'{"tag": -1, "what": "box"}', 400),
    ("POST", "/bags", b"[41]", 400),
    ("PUT", "/bags", b"{}", 405),
    ("POST", "/bags/40", b"{}", 405),
]


@pytest.mark.parametrize(("method", "path", "body", "code"), TABLE)
def test_code_and_shape(client, method, path, body, code):
    answer = client.open(path, method=method, data=body, headers=JSON if body else {})
    assert answer.status_code == code
    if code >= 400:
        assert list(answer.json) == ["error"] and answer.json["error"] != ""
    if code == 405:
        assert "GET" in answer.headers.get("Allow", ""), "405 says what is allowed"


def test_a_day_at_the_office(client):
    new = client.post("/bags", json={"tag": 99, "what": "bicycle"})
    assert client.get(new.headers["Location"]).get_json() == {"tag": 99, "what": "bicycle"}
    client.post("/bags", json={"tag": 99, "what": "stolen?"})
    assert {"tag": 99, "what": "bicycle"} in client.get("/bags").get_json()
    client.delete("/bags/99")
    assert all(bag["tag"] != 99 for bag in client.get("/bags").get_json())
