"""Like: one_test_follows_another"""

taken = {"tag": 70, "what": "drum"}


def test_create(client):
    r = client.post("/bags", json=taken)
    assert r.status_code == 201
    assert client.get(r.headers["Location"]).json == taken


def test_create_again(client):
    r = client.post("/bags", json=dict(taken, what="kettle drum"))
    assert r.status_code == 409
    assert client.get("/bags/70").json == taken


def test_invalid(client):
    for body in [{"tag": 71}, {"what": "drum"}, [], "drum"]:
        assert client.post("/bags", json=body).status_code == 400


def test_remove(client):
    assert client.delete("/bags/70").status_code == 204


def test_removed(client):
    r = client.get("/bags/70")
    assert r.status_code == 404
    assert r.json["error"]


def test_method(client):
    r = client.put("/bags/40")
    assert r.status_code == 405
    assert "DELETE" in r.headers["Allow"]
