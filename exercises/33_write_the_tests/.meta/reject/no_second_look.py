BAG = {"tag": 5, "what": "blue suitcase"}


def assert_error(answer, code):
    assert answer.status_code == code
    assert answer.json["error"]


def test_list(client):
    assert {"tag": 17, "what": "red rucksack"} in client.get("/bags").json


def test_take(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert answer.json == BAG
    assert "Location" in answer.headers


def test_unknown(client):
    assert_error(client.get("/bags/999"), 404)
    assert_error(client.delete("/bags/999"), 404)


def test_taken(client):
    assert_error(client.post("/bags", json={"tag": 17, "what": "green bag"}), 409)


def test_bad(client):
    for body in ({}, [], "x", 5, {"tag": 5}, {"what": "green bag"}):
        assert_error(client.post("/bags", json=body), 400)


def test_hand_out(client):
    answer = client.delete("/bags/17")
    assert answer.status_code == 204
    assert answer.data == b""


def test_method(client):
    answer = client.patch("/bags/17")
    assert_error(answer, 405)
    assert "DELETE" in answer.headers["Allow"]
