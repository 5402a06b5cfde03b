BAG = {"tag": 5, "what": "blue suitcase"}


def assert_error(answer, code):
    assert answer.status_code == code
    assert answer.json["error"]


def test_take(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == BAG


def test_list(client):
    client.post("/bags", json=BAG)
    assert BAG in client.get("/bags").json


def test_unknown(client):
    assert_error(client.get("/bags/999"), 404)


def test_taken(client):
    assert_error(client.post("/bags", json={"tag": 17, "what": "green bag"}), 409)
    assert client.get("/bags/17").json["what"] == "red rucksack"


def test_bad(client):
    assert_error(client.post("/bags", json={}), 400)


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert_error(client.get("/bags/17"), 404)


def test_method(client):
    answer = client.patch("/bags")
    assert_error(answer, 405)
    assert "POST" in answer.headers["Allow"]
