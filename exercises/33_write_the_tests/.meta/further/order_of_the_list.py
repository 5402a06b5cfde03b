"""Like: every_word_counts"""

TENT = {"tag": 5, "what": "tent"}


def error(answer, code):
    assert answer.status_code == code
    assert answer.json["error"]


def test_list(client):
    client.post("/bags", json=TENT)
    assert [bag["tag"] for bag in client.get("/bags").json] == [17, 40, 5]


def test_take(client):
    answer = client.post("/bags", json=TENT)
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == TENT


def test_unknown(client):
    error(client.get("/bags/5"), 404)


def test_taken(client):
    error(client.post("/bags", json={"tag": 40, "what": "tent"}), 409)
    assert client.get("/bags/40").json["what"] == "cello"


def test_bad(client):
    for body in ({}, [], "tent", {"tag": 5}, {"tag": 5, "what": " "}):
        error(client.post("/bags", json=body), 400)


def test_hand_out(client):
    assert client.delete("/bags/40").status_code == 204
    error(client.get("/bags/40"), 404)


def test_method(client):
    answer = client.put("/bags")
    error(answer, 405)
    assert "GET" in answer.headers["Allow"]
