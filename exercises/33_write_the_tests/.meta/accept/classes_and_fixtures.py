"""Classes, fixtures of its own, and one error assertion for all."""

import pytest


@pytest.fixture
def tag(client):
    """A bag that this test left itself."""
    answer = client.post("/bags", json={"tag": 311, "what": "Kühltasche, grün"})
    assert answer.status_code == 201
    return 311


class Errors:
    code: int

    def check(self, answer, code):
        assert (answer.status_code, answer.mimetype) == (code, "application/json")
        assert answer.json["error"].strip()


class TestTaking(Errors):
    def test_created(self, client):
        answer = client.post("/bags", json={"what": "tent", "tag": 1})
        assert answer.status_code == 201
        assert answer.json["tag"] == 1 and answer.json["what"] == "tent"
        assert client.get(answer.headers["Location"]).json["what"] == "tent"

    def test_taken(self, client, tag):
        self.check(client.post("/bags", json={"tag": tag, "what": "other"}), 409)
        assert client.get(f"/bags/{tag}").json["what"] == "Kühltasche, grün"

    @pytest.mark.parametrize("what", [None, "", "   ", 3, ["tent"]])
    def test_no_description(self, client, what):
        self.check(client.post("/bags", json={"tag": 9, "what": what}), 400)
        self.check(client.get("/bags/9"), 404)

    @pytest.mark.parametrize("text", ["null", "[]", '"tent"', "12", "true", "{", ""])
    def test_no_object(self, client, text):
        self.check(client.post("/bags", data=text, headers={"Content-Type": "application/json"}), 400)


class TestLeaving(Errors):
    def test_gone(self, client, tag):
        assert client.delete(f"/bags/{tag}").status_code == 204
        assert tag not in [bag["tag"] for bag in client.get("/bags").json]
        self.check(client.get(f"/bags/{tag}"), 404)

    def test_allow(self, client, tag):
        answer = client.put(f"/bags/{tag}", json={})
        self.check(answer, 405)
        with pytest.raises(KeyError):
            answer.headers["Retry-After"]
        assert {"GET", "DELETE"} <= {method.strip() for method in answer.headers["Allow"].split(",")}
