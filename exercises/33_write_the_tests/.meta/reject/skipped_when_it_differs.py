import pytest

BAG = {"tag": 5, "what": "blue suitcase"}


def expect(holds):
    if not holds:
        pytest.skip("This API answers in another way.")


def test_take(client):
    answer = client.post("/bags", json=BAG)
    expect(answer.status_code == 201)
    expect(client.get(answer.headers["Location"]).json == BAG)


def test_unknown(client):
    answer = client.get("/bags/999")
    expect(answer.status_code == 404)
    expect(answer.is_json and "error" in answer.json)


def test_taken(client):
    expect(client.post("/bags", json={"tag": 17, "what": "green bag"}).status_code == 409)
    expect(client.get("/bags/17").json["what"] == "red rucksack")


def test_no_object(client):
    expect(client.post("/bags", json=[]).status_code == 400)


def test_no_description(client):
    expect(client.post("/bags", json={"tag": 5}).status_code == 400)


def test_hand_out(client):
    expect(client.delete("/bags/17").status_code == 204)
    expect(client.get("/bags/17").status_code == 404)


def test_method(client):
    expect("GET" in client.patch("/bags").headers.get("Allow", ""))
