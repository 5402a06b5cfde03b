BAG = {"tag": 5, "what": "blue suitcase"}
NO_TAG = {"error": "tag is a whole number from 1 up."}
NO_WHAT = {"error": "what is a text that says what the bag looks like."}


def test_list(client):
    assert client.get("/bags").json == [{"tag": 17, "what": "red rucksack"}, {"tag": 40, "what": "cello"}]


def test_take(client):
    answer = client.post("/bags", json=BAG)
    assert (answer.status_code, answer.json) == (201, BAG)
    assert answer.headers["Location"] == "/bags/5"


def test_unknown(client):
    answer = client.get("/bags/999")
    assert (answer.status_code, answer.json) == (404, {"error": "No bag has the tag 999."})


def test_taken(client):
    answer = client.post("/bags", json={"tag": 17, "what": "green bag"})
    assert (answer.status_code, answer.json) == (409, {"error": "The tag 17 is on another bag."})
    assert client.get("/bags/17").json["what"] == "red rucksack"


def test_bad(client):
    for body, message in (({}, NO_TAG), ([], NO_TAG), ("x", NO_TAG), ({"tag": 5}, NO_WHAT)):
        answer = client.post("/bags", json=body)
        assert (answer.status_code, answer.json) == (400, message)


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert client.get("/bags").json == [{"tag": 40, "what": "cello"}]


def test_method(client):
    answer = client.patch("/bags/17")
    assert answer.status_code == 405
    assert sorted(answer.headers["Allow"].split(", ")) == ["DELETE", "GET", "HEAD", "OPTIONS"]
