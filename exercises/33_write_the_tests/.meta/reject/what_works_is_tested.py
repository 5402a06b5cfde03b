"""Misconception: Tests show that the API works, so they ask for what works.

Believes: A refusal needs no test: whatever the kiosk and the clerk do wrong, they will be told so.
Fails: test_notices_a_bag_that_nobody_left, test_notices_a_page_instead_of_json, test_notices_a_bag_that_is_written_over, test_notices_an_office_brought_down_by_odd_json, test_notices_a_refusal_that_names_no_way, test_notices_a_search_for_another_tag
"""


def test_list(client):
    answer = client.get("/bags")
    assert answer.status_code == 200
    assert len(answer.json) == 2


def test_rucksack(client):
    answer = client.get("/bags/17")
    assert answer.status_code == 200
    assert answer.json == {"tag": 17, "what": "red rucksack"}


def test_cello(client):
    answer = client.get("/bags/40")
    assert answer.status_code == 200
    assert answer.json["what"] == "cello"


def test_take(client):
    answer = client.post("/bags", json={"tag": 5, "what": "blue suitcase"})
    assert answer.status_code == 201
    assert client.get(answer.headers["Location"]).json == {"tag": 5, "what": "blue suitcase"}


def test_taken_bag_is_listed(client):
    client.post("/bags", json={"tag": 5, "what": "blue suitcase"})
    assert len(client.get("/bags").json) == 3


def test_hand_out(client):
    assert client.delete("/bags/17").status_code == 204
    assert len(client.get("/bags").json) == 1
