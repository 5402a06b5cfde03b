BAG = {"tag": 5, "what": "blue suitcase"}


def test_api(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == BAG
    answer = client.post("/bags", json={"tag": 5, "what": "green bag"})
    assert answer.status_code == 409
    assert client.get("/bags/5").json == BAG
    answer = client.get("/bags/999")
    assert answer.status_code == 404
    assert "error" in answer.json
    for body in ({}, [], "x", {"tag": 6}):
        assert client.post("/bags", json=body).status_code == 400
    assert client.delete("/bags/5").status_code == 204
    assert client.get("/bags/5").status_code == 404
    answer = client.patch("/bags")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
