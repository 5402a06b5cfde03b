"""Like: everything_wrong_at_once"""

import unittest

import pytest


class Office(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def _client(self, client):
        self.client = client

    def tags(self):
        return [bag["tag"] for bag in self.client.get("/bags").json]

    def test_take_and_find(self):
        response = self.client.post("/bags", json={"tag": 99, "what": "skis"})
        self.assertEqual(response.status_code, 201)
        self.assertEqual(self.client.get(response.location).json, {"tag": 99, "what": "skis"})
        self.assertIn(99, self.tags())

    def test_number_in_use(self):
        response = self.client.post("/bags", json={"tag": 17, "what": "skis"})
        self.assertEqual(response.status_code, 409)
        self.assertEqual(self.client.get("/bags/17").json["what"], "red rucksack")

    def test_invalid(self):
        response = self.client.post("/bags", json={"tag": None, "what": None})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(sorted(self.tags()), [17, 40])

    def test_not_json(self):
        self.assertEqual(self.client.post("/bags", data="skis").status_code, 415)

    def test_unknown(self):
        response = self.client.get("/bags/98")
        self.assertEqual(response.status_code, 404)
        self.assertIn("error", response.json)

    def test_returned(self):
        self.assertEqual(self.client.delete("/bags/40").status_code, 204)
        self.assertNotIn(40, self.tags())

    def test_wrong_method(self):
        response = self.client.delete("/bags")
        self.assertEqual(response.status_code, 405)
        self.assertIn("GET", response.headers["Allow"])
