BAG = {"tag": 5, "what": "blue suitcase"}


def test_1_take(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == BAG


def test_2_show(client):
    assert client.get("/bags/5").json == BAG


def test_3_taken(client):
    answer = client.post("/bags", json={"tag": 17, "what": "green bag"})
    assert answer.status_code == 409
    assert client.get("/bags/17").json["what"] == "red rucksack"


def test_4_bad(client):
    for body in ({}, [], {"tag": 6}):
        assert client.post("/bags", json=body).status_code == 400


def test_5_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    answer = client.get("/bags/17")
    assert answer.status_code == 404
    assert "error" in answer.json


def test_6_method(client):
    answer = client.patch("/bags/40")
    assert answer.status_code == 405
    assert "DELETE" in answer.headers["Allow"]
