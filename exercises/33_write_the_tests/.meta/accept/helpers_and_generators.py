"""A tiny client of its own around the one it is given."""

import random

import pytest


class Office:
    def __init__(self, client):
        self.client = client

    def ask(self, method, path="/bags", **options):
        answer = getattr(self.client, method)(path, **options)
        return answer.status_code, answer.get_json(silent=True), answer.headers

    def books(self):
        _, bags, _ = self.ask("get")
        return {bag["tag"]: bag["what"] for bag in bags}


@pytest.fixture(name="office")
def make_office(client):
    return Office(client)


@pytest.fixture(params=[1, 2, 10**6])
def new(request):
    return {"tag": request.param, "what": f"bag {random.random()}"}


def refused(reply, expected):
    code, body, headers = reply
    assert code == expected
    assert "error" in body
    return headers


def test_taken_in(office, new):
    code, body, headers = office.ask("post", json=new)
    assert code == 201 and body == new
    assert office.ask("get", headers["Location"])[:2] == (200, new)


def test_books_are_kept(office, new):
    before = office.books()
    office.ask("post", json=new)
    refused(office.ask("post", json=new | {"what": "another"}), 409)
    assert office.books() == before | {new["tag"]: new["what"]}
    assert office.ask("delete", f"/bags/{new['tag']}")[0] == 204
    assert office.books() == before


def test_never_heard_of(office):
    for method in ("get", "delete"):
        refused(office.ask(method, "/bags/12345"), 404)


def bad_bodies():
    good = {"tag": 3, "what": "hat"}
    yield from ([], {}, "hat", 3.5, False)
    for field in good:
        yield {key: value for key, value in good.items() if key != field}
        for value in (None, "", [], {}):
            yield good | {field: value}


@pytest.mark.parametrize("body", bad_bodies(), ids=repr)
def test_refused(office, body):
    refused(office.ask("post", json=body), 400)


def test_what_else(office):
    headers = refused(office.ask("delete"), 405)
    assert set(headers["Allow"].replace(" ", "").split(",")) >= {"GET", "POST"}
