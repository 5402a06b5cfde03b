"""Tests of the left-luggage office. Run them: pytest exercises/33_write_the_tests/api_checks.py"""

import json

import pytest

BAG = {"tag": 5, "what": "blue suitcase"}


def assert_error(answer, code):
    assert answer.status_code == code
    assert answer.mimetype == "application/json"
    assert isinstance(answer.json["error"], str)


def test_list_holds_every_bag(client):
    before = client.get("/bags")
    client.post("/bags", json=BAG)
    after = client.get("/bags").json
    assert before.status_code == 200
    assert BAG in after
    assert len(after) == len(before.json) + 1


def test_new_bag_is_created(client):
    answer = client.post("/bags", json=BAG)
    assert answer.status_code == 201
    assert answer.json == BAG


def test_location_leads_to_the_new_bag(client):
    location = client.post("/bags", json=BAG).headers["Location"]
    found = client.get(location)
    assert found.status_code == 200
    assert found.json == BAG


def test_unknown_bag_is_not_found(client):
    assert_error(client.get("/bags/999"), 404)
    assert_error(client.delete("/bags/999"), 404)


def test_taken_tag_is_a_conflict_and_the_bag_stays(client):
    client.post("/bags", json=BAG)
    assert_error(client.post("/bags", json={"tag": 5, "what": "green bag"}), 409)
    assert client.get("/bags/5").json == BAG


@pytest.mark.parametrize(
    "body",
    [{}, {"tag": 5}, {"what": "umbrella"}, {"tag": 0, "what": "umbrella"}, {"tag": "5", "what": "umbrella"}]
    + [{"tag": 5, "what": " "}, {"tag": 5, "what": 7}, [], [BAG], "umbrella", 5, None],
)
def test_bad_body_is_refused_and_nothing_is_stored(client, body):
    before = client.get("/bags").json
    assert_error(client.post("/bags", data=json.dumps(body), content_type="application/json"), 400)
    assert client.get("/bags").json == before


def test_other_content_is_refused(client):
    assert_error(client.post("/bags", data="tag=5"), 415)


def test_bag_that_is_handed_out_is_gone(client):
    answer = client.delete("/bags/17")
    assert answer.status_code == 204
    assert answer.data == b""
    assert_error(client.get("/bags/17"), 404)


@pytest.mark.parametrize(("path", "methods"), [("/bags", {"GET", "POST"}), ("/bags/17", {"GET", "DELETE"})])
def test_wrong_method_is_told_the_right_ones(client, path, methods):
    answer = client.patch(path)
    assert_error(answer, 405)
    assert methods <= set(answer.allow)
