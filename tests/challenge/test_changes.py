"""Changes of a request: one thing is different, and every kind names what tempts."""

from __future__ import annotations

import json

from course.challenge.changes import changes, with_header
from course.values.wire import Exchange, Request, Response

POST = Request(
    "POST",
    "/notes?x=1",
    (("Content-Type", "application/json"), ("Authorization", "Bearer abc")),
    b'{"a": 1, "b": "c"}',
)


def of(request: Request, response: Response | None = None):
    return {
        change.words: change
        for change in changes(request, Exchange(request, response or Response(200, "OK")))
    }


def test_a_body_is_changed_by_member_type_and_form():
    found = of(POST)
    assert json.loads(found["without the member a"].request.body) == {"b": "c"}
    assert json.loads(found['with a = "many"'].request.body) == {"a": "many", "b": "c"}
    assert found["with its last character cut off"].request.body == b'{"a": 1, "b": "c"'
    assert all(name != "Content-Type" for name, _ in found["without Content-Type"].request.headers)
    assert found["without Authorization"].request.body == POST.body
    assert ("Authorization", "Bearer wrong") in found["with another Authorization"].request.headers
    assert found["without its query"].request.path == "/notes"


def test_a_get_is_asked_with_the_tag_it_was_answered_with():
    request = Request("GET", "/notes/7")
    found = of(request, Response(200, "OK", (("ETag", '"v3"'), ("Last-Modified", "Sat"))))
    assert ("If-None-Match", '"v3"') in found['with If-None-Match: "v3"'].request.headers
    assert found["with another number"].request.path == "/notes/1000"
    assert found["with a slash more at the end"].request.path == "/notes/7/"
    assert "with GET" not in found and found["with HEAD"].request.method == "HEAD"


def test_every_change_says_what_tempts_and_changes_something():
    for change in of(POST).values():
        assert change.tempting and (change.request != POST or change.again), change.words


def test_a_header_is_set_whatever_its_case():
    request = Request("GET", "/", (("accept", "a"), ("X", "1")))
    assert with_header(request, "Accept", "b").headers == (("X", "1"), ("Accept", "b"))
