"""Misconception: A test of the API begins with importing the app.

Believes: The eight faulty offices are fine: no test ever asked them.
Fails: test_tests_stay_outside, test_every_test_asks, test_every_test_can_fail,
test_notices_a_bag_that_nobody_left, test_notices_a_label_for_another_address,
test_notices_a_page_instead_of_json, test_notices_a_bag_that_is_written_over,
test_notices_an_office_brought_down_by_odd_json, test_notices_a_bag_still_on_the_shelf,
test_notices_a_refusal_that_names_no_way, test_notices_a_search_for_another_tag
"""

import pytest
from api import app, bags

BAG = {"tag": 5, "what": "blue suitcase"}


@pytest.fixture
def client():
    before = dict(bags)
    yield app.test_client()
    bags.clear()
    bags.update(before)


def test_list(client):
    assert len(client.get("/bags").json) == len(bags)


def test_take(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == BAG
    assert bags[5] == "blue suitcase"


def test_unknown(client):
    answer = client.get("/bags/999")
    assert answer.status_code == 404 and answer.json["error"]


def test_taken(client):
    assert client.post("/bags", json={"tag": 17, "what": "green bag"}).status_code == 409
    assert bags[17] == "red rucksack"


def test_bad(client):
    for body in ({}, [], "x", {"tag": 5}):
        assert client.post("/bags", json=body).status_code == 400


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert 17 not in bags


def test_method(client):
    assert "GET" in client.patch("/bags/17").headers["Allow"]
