import re
from pathlib import Path

SOURCE = Path(__file__).with_name("api.py").read_text(encoding="utf-8")


def test_routes(client):
    for path in re.findall(r'"(/bags)"', SOURCE):
        assert client.get(path).status_code == 200


def test_codes(client):
    assert "404" in SOURCE and client.get("/bags/5").status_code == 404


def test_conflict(client):
    assert "409" in SOURCE
    assert client.post("/bags", json={"tag": 40, "what": "tent"}).status_code == 409


def test_take(client):
    answer = client.post("/bags", json={"tag": 5, "what": "tent"})
    assert client.get(answer.headers["Location"]).json["what"] == "tent"


def test_bad(client):
    for body in ({}, [], {"tag": 5}):
        assert client.post("/bags", json=body).status_code == 400


def test_hand_out(client):
    assert client.delete("/bags/40").status_code == 204
    assert client.get("/bags/40").status_code == 404
