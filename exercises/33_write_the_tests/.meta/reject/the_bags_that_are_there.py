def test_list(client):
    assert {bag["tag"] for bag in client.get("/bags").json} == {17, 40}


def test_show(client):
    assert client.get("/bags/17").json == {"tag": 17, "what": "red rucksack"}


def test_unknown(client):
    answer = client.get("/bags/18")
    assert answer.status_code == 404
    assert "error" in answer.json


def test_taken(client):
    answer = client.post("/bags", json={"tag": 17, "what": "red rucksack"})
    assert answer.status_code == 409
    assert client.get("/bags/17").json == {"tag": 17, "what": "red rucksack"}


def test_bad(client):
    for body in ([], "red rucksack", 17, {}, {"tag": 17}):
        assert client.post("/bags", json=body).status_code == 400


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert client.get("/bags/17").status_code == 404


def test_method(client):
    answer = client.put("/bags/17")
    assert answer.status_code == 405
    assert "DELETE" in answer.headers["Allow"]
