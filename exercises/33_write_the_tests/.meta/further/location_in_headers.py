"""Like: location_is_only_there"""


def says(answer, code):
    return answer.status_code == code and "error" in (answer.get_json(silent=True) or {})


def test_a_day_at_the_office(client):
    with client:
        first = client.post(
            "/bags", json={"tag": 3, "what": "skis", "colour": "blue"}, headers={"Accept": "*/*"}
        )
    assert first.status_code == 201
    assert first.json["what"] == "skis"
    assert "Location" in first.headers
    assert first.json in client.get("/bags").json
    assert client.delete("/bags/3").status_code == 204
    assert says(client.get("/bags/3"), 404)


def test_two_bags(client):
    for tag in (5, 6):
        assert client.post("/bags", json={"tag": tag, "what": f"bag {tag}"}).status_code == 201
    assert {bag["tag"] for bag in client.get("/bags").json} == {5, 6, 17, 40}


def test_conflict_keeps_the_bag(client):
    before = client.get("/bags/17").json
    assert before == {"tag": 17, "what": "red rucksack"}
    assert says(client.post("/bags", json={"tag": 17, "what": "gold"}), 409)
    assert client.get("/bags/17").json == before


def test_no_bag_no_answer(client):
    assert all(says(client.open("/bags/12345", method=method), 404) for method in ("GET", "DELETE"))


def test_bodies(client):
    bodies = [
        b"nope",
        b"null",
        b"[1]",
        b"3",
        b'"x"',
        b'{"tag": "3", "what": "x"}',
        b'{"tag": 3, "what": "\\t"}',
    ]
    bodies += [
        b'{"tag": 17, "what": ""}',
        b'{"what": "x"}',
        b'{"tag": 3}',
        b'{"tag": 0, "what": "x"}',
        b"false",
    ]
    for body in bodies:
        assert says(client.post("/bags", data=body, content_type="application/json"), 400), body
    assert len(client.get("/bags").json) == 2


def test_media(client):
    assert says(client.post("/bags", data="{}", content_type="text/plain"), 415)


def test_methods(client):
    answer = client.patch("/bags/17", json={})
    assert says(answer, 405)
    assert {"GET", "DELETE"} <= {name.strip() for name in answer.headers.get("Allow", "").split(",")}
    assert says(client.put("/bags"), 405)


def test_deleting_empties_the_list(client):
    for tag in (17, 40):
        answer = client.delete(f"/bags/{tag}")
        assert answer.status_code == 204
        assert not answer.data
    assert client.get("/bags").json == []
