def test_list(client):
    answer = client.get("/bags")
    assert answer.status_code == 200
    assert len(answer.json) == 2


def test_rucksack(client):
    answer = client.get("/bags/17")
    assert answer.status_code == 200
    assert answer.json == {"tag": 17, "what": "red rucksack"}


def test_cello(client):
    answer = client.get("/bags/40")
    assert answer.status_code == 200
    assert answer.json["what"] == "cello"


def test_take(client):
    answer = client.post("/bags", json={"tag": 5, "what": "blue suitcase"})
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == {"tag": 5, "what": "blue suitcase"}


def test_taken_bag_is_listed(client):
    client.post("/bags", json={"tag": 5, "what": "blue suitcase"})
    assert len(client.get("/bags").json) == 3


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert len(client.get("/bags").json) == 1
