"""Like: any_error_will_do"""

TENT = {"tag": 5, "what": "tent"}


def refused(answer):
    assert answer.status_code // 100 == 4 or answer.status_code == 500
    return answer


def test_take(client):
    location = client.post("/bags", json=TENT).headers["Location"]
    assert client.get(location).json == TENT


def test_unknown(client):
    assert "error" in refused(client.get("/bags/5")).json


def test_taken(client):
    refused(client.post("/bags", json={"tag": 40, "what": "tent"}))
    assert client.get("/bags/40").json["what"] == "cello"


def test_bad(client):
    for body in ({}, [], "tent", {"tag": 5, "what": ""}):
        refused(client.post("/bags", json=body))


def test_hand_out(client):
    assert client.delete("/bags/40").data == b""
    refused(client.get("/bags/40"))


def test_method(client):
    assert "GET" in refused(client.put("/bags")).headers["Allow"]
