"""Like: codes_only"""


class TestReading:
    def test_all(self, client):
        assert client.get("/bags").status_code == 200

    def test_one(self, client):
        assert client.get("/bags/40").status_code == 200

    def test_none(self, client):
        r = client.get("/bags/41")
        assert r.status_code == 404


class TestWriting:
    def test_created(self, client):
        r = client.post("/bags", json={"tag": 1, "what": "tent"})
        assert r.status_code == 201

    def test_twice(self, client):
        tent = {"tag": 1, "what": "tent"}
        codes = [client.post("/bags", json=tent).status_code for _ in range(2)]
        assert codes == [201, 409]

    def test_bad_requests(self, client):
        for bad in [{}, {"tag": "1", "what": "tent"}, {"tag": 1, "what": ""}, ["tent"], "tent", 1]:
            r = client.post("/bags", json=bad)
            assert r.status_code == 400, bad

    def test_form(self, client):
        assert client.post("/bags", data={"tag": "1"}).status_code == 415

    def test_delete(self, client):
        assert client.delete("/bags/40").status_code == 204

    def test_delete_unknown(self, client):
        assert client.delete("/bags/41").status_code == 404

    def test_put(self, client):
        assert client.put("/bags/40", json={"what": "tent"}).status_code == 405
