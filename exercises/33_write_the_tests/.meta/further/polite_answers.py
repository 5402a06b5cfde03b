"""Like: no_second_look"""

import pytest


@pytest.fixture
def tent():
    return {"tag": 8, "what": "tent"}


def error_of(answer):
    assert answer.mimetype == "application/json"
    return answer.status_code, type(answer.get_json()["error"])


class TestBags:
    def test_get_all(self, client):
        bags = client.get("/bags").get_json()
        assert sorted(bag["tag"] for bag in bags) == [17, 40]

    def test_get_one(self, client):
        assert client.get("/bags/40").get_json()["what"] == "cello"

    def test_post(self, client, tent):
        answer = client.post("/bags", json=tent)
        assert (answer.status_code, answer.get_json()) == (201, tent)
        assert answer.headers.get("Location")

    def test_post_same_tag(self, client, tent):
        client.post("/bags", json=tent)
        assert error_of(client.post("/bags", json=tent | {"what": "kayak"})) == (409, str)

    @pytest.mark.parametrize("field", ["tag", "what"])
    def test_post_incomplete(self, client, tent, field):
        del tent[field]
        assert error_of(client.post("/bags", json=tent)) == (400, str)

    def test_post_list(self, client, tent):
        assert error_of(client.post("/bags", json=[tent])) == (400, str)

    def test_delete(self, client):
        answer = client.delete("/bags/40")
        assert answer.status_code == 204
        assert not answer.data

    def test_unknown(self, client):
        assert error_of(client.get("/bags/8")) == (404, str)
        assert error_of(client.delete("/bags/8")) == (404, str)

    def test_method(self, client):
        answer = client.put("/bags/40", json={})
        assert error_of(answer) == (405, str)
        assert {"GET", "DELETE"} <= {word.strip() for word in answer.headers["Allow"].split(",")}
