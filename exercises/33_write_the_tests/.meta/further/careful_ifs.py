"""Like: asserts_that_may_be_left_out"""

import pytest


def message(response):
    body = response.get_json(silent=True)
    return body.get("error") if isinstance(body, dict) else None


@pytest.mark.parametrize("path", ["/bags", "/bags/17", "/bags/40"])
def test_get(client, path):
    response = client.get(path)
    if response.is_json:
        assert response.get_json() is not None


def test_post(client):
    response = client.post("/bags", json={"tag": 70, "what": "drum"})
    location = response.headers.get("Location")
    if location:
        assert client.get(location) is not None


def test_conflict(client):
    response = client.post("/bags", json={"tag": 40, "what": "drum"})
    text = message(response)
    if text:
        assert isinstance(text, str)


def test_missing(client):
    response = client.get("/bags/70")
    if response.status_code == 404 and message(response):
        assert len(message(response)) > 0


def test_delete(client):
    response = client.delete("/bags/40")
    if response.status_code == 204:
        assert response.data == b""


def test_put(client):
    response = client.put("/bags/40")
    allowed = response.headers.get("Allow")
    if allowed is not None:
        assert "GET" in allowed
