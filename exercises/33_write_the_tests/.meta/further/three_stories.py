"""Like: one_long_test"""

SKIS = {"tag": 3, "what": "skis"}


def check_error(r, status):
    assert r.status_code == status
    assert r.is_json
    assert "error" in r.get_json()


def test_everything_about_post(client):
    r = client.post("/bags", json=SKIS)
    assert r.status_code == 201
    assert client.get(r.headers["Location"]).get_json() == SKIS
    check_error(client.post("/bags", json={"tag": 3, "what": "sledge"}), 409)
    assert client.get("/bags/3").get_json() == SKIS
    check_error(client.post("/bags", json={"tag": 4}), 400)
    check_error(client.post("/bags", json={"what": "sledge"}), 400)
    check_error(client.post("/bags", json=3), 400)
    check_error(client.post("/bags", data="sledge"), 415)


def test_everything_about_get_and_delete(client):
    assert len(client.get("/bags").get_json()) == 2
    check_error(client.get("/bags/3"), 404)
    check_error(client.delete("/bags/3"), 404)
    r = client.delete("/bags/17")
    assert r.status_code == 204
    assert len(client.get("/bags").get_json()) == 1


def test_everything_else(client):
    for path in ("/bags", "/bags/17"):
        r = client.patch(path)
        check_error(r, 405)
        assert "GET" in r.headers["Allow"]
