"""Like: no_second_look"""


def error(answer, code):
    assert answer.status_code == code
    assert answer.json["error"]


def test_list(client):
    assert len(client.get("/bags").json) == 2


def test_take(client):
    bags = client.get("/bags").json
    answer = client.post("/bags", json={"tag": 5, "what": "tent"})
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith("/bags/5") or len(bags) == 2


def test_unknown(client):
    error(client.get("/bags/5"), 404)


def test_taken(client):
    error(client.post("/bags", json={"tag": 40, "what": "tent"}), 409)
    assert 40 in [bag["tag"] for bag in client.get("/bags").json]


def test_bad(client):
    for body in ([], "tent", {"tag": 5}, {"what": "tent"}):
        error(client.post("/bags", json=body), 400)


def test_hand_out(client):
    bags = client.get("/bags").json
    assert client.delete("/bags/40").status_code == 204
    assert {"tag": 40, "what": "cello"} in bags


def test_method(client):
    answer = client.put("/bags/40")
    error(answer, 405)
    assert "GET" in answer.headers["Allow"]
