"""A unittest.TestCase that pytest hands the client to."""

import unittest

import pytest


class LuggageTest(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def given_client(self, client):
        self.client = client

    def setUp(self):
        self.bag = {"tag": 8, "what": "skis"}

    def assertError(self, answer, code):
        self.assertEqual(answer.status_code, code, answer.data)
        self.assertIn("error", answer.get_json())

    def test_list(self):
        self.assertIsInstance(self.client.get("/bags").get_json(), list)

    def test_take_and_follow(self):
        answer = self.client.post("/bags", json=self.bag)
        self.assertEqual(answer.status_code, 201)
        self.assertEqual(self.client.get(answer.location).get_json(), self.bag)

    def test_conflict(self):
        self.client.post("/bags", json=self.bag)
        self.assertError(self.client.post("/bags", json={**self.bag, "what": "sledge"}), 409)
        self.assertEqual(self.client.get("/bags/8").get_json(), self.bag)

    def test_bad_bodies(self):
        for body in ([], "skis", 8, {}, {"tag": 8}, {"what": "skis"}, {"tag": True, "what": "skis"}):
            with self.subTest(body=body):
                self.assertError(self.client.post("/bags", json=body), 400)

    def test_hand_out(self):
        self.client.post("/bags", json=self.bag)
        self.assertEqual(self.client.delete("/bags/8").status_code, 204)
        self.assertError(self.client.get("/bags/8"), 404)
        self.assertError(self.client.delete("/bags/8"), 404)

    def test_methods(self):
        answer = self.client.put("/bags", json=[])
        self.assertError(answer, 405)
        self.assertIn("GET", answer.headers["Allow"])
        self.assertIn("POST", answer.headers["Allow"])
