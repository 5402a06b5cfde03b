def test_list(client):
    assert client.get("/bags").status_code == 200


def test_show(client):
    assert client.get("/bags/17").status_code == 200


def test_unknown(client):
    assert client.get("/bags/3").status_code == 404


def test_take(client):
    assert client.post("/bags", json={"tag": 1, "what": "trunk"}).status_code == 201


def test_taken(client):
    assert client.post("/bags", json={"tag": 17, "what": "trunk"}).status_code == 409


def test_bad(client):
    assert client.post("/bags", json={"tag": 0, "what": ""}).status_code == 400


def test_no_label(client):
    assert client.post("/bags", data="x").status_code == 415


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204


def test_method(client):
    assert client.put("/bags").status_code == 405
