"""Misconception: One request for each row of the table, and its code, is the whole promise.

Believes: The code that came for one bad bag comes for all of them, and whatever a code says has happened.
Fails: test_notices_a_label_for_another_address, test_notices_a_page_instead_of_json, test_notices_a_bag_that_is_written_over, test_notices_an_office_brought_down_by_odd_json, test_notices_a_bag_still_on_the_shelf, test_notices_a_refusal_that_names_no_way, test_notices_a_search_for_another_tag
"""


def test_list(client):
    assert client.get("/bags").status_code == 200


def test_show(client):
    assert client.get("/bags/17").status_code == 200


def test_unknown(client):
    assert client.get("/bags/3").status_code == 404


def test_take(client):
    assert client.post("/bags", json={"tag": 1, "what": "trunk"}).status_code == 201


def test_taken(client):
    assert client.post("/bags", json={"tag": 17, "what": "trunk"}).status_code == 409


def test_bad(client):
    assert client.post("/bags", json={"tag": 0, "what": ""}).status_code == 400


def test_no_label(client):
    assert client.post("/bags", data="x").status_code == 415


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204


def test_method(client):
    assert client.put("/bags").status_code == 405
