BAG = {"tag": 5, "what": "blue suitcase"}


def assert_refused(answer):
    assert answer.status_code >= 400
    assert answer.json["error"]


def test_take(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == BAG


def test_unknown(client):
    assert_refused(client.get("/bags/999"))
    assert_refused(client.delete("/bags/999"))


def test_taken(client):
    assert_refused(client.post("/bags", json={"tag": 17, "what": "green bag"}))
    assert client.get("/bags/17").json["what"] == "red rucksack"


def test_no_object(client):
    for body in ([], "x", 5):
        assert_refused(client.post("/bags", json=body))


def test_fields(client):
    for body in ({"tag": 5}, {"what": "green bag"}, {"tag": 5, "what": " "}):
        assert_refused(client.post("/bags", json=body))


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert_refused(client.get("/bags/17"))


def test_method(client):
    answer = client.patch("/bags")
    assert_refused(answer)
    assert "POST" in answer.headers["Allow"]
