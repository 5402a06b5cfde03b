"""Bytes as they are counted and as they arrive, and redirects as browsers follow them."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.lessons import apps
from course.values.wire import Exchange, Request, Response, parse_send
from course.ways.measured import Size, follow, next_request, size

LESSONS = Path(__file__).resolve().parents[2] / "lessons"
POST = Request("POST", "/a", (("Content-Type", "text/plain"), ("X", "y")), b"z")


@pytest.mark.parametrize(
    ("app", "request_"),
    [
        ("08_nothing_new/snow.py", parse_send("GET /report")),
        ("08_nothing_new/snow.py", Request("GET", "/report", (("If-None-Match", '"report-12"'),))),
        ("05_precise_success/tunes.py", parse_send('POST /tunes {"title": "Air"}')),
        ("11_state_of_things/capsules_allow.py", parse_send("PUT /capsules/1 1")),
        ("04_what_flask_says/lockers.py", parse_send("HEAD /lockers/7")),
    ],
)
def test_the_bytes_are_those_of_a_real_server(app, request_):
    (served,) = apps.run_served(LESSONS / app, [request_], server="waitress")
    (alone,) = apps.run(LESSONS / app, [request_])
    counted = size(alone)
    assert counted is not None and served.response is not None
    assert (served.response.status, len(served.response.body)) == (alone.response.status, counted.body)
    head = [served.response.line, *(f"{name}: {value}" for name, value in served.response.headers)]
    assert counted.head == sum(len(line.encode()) + 2 for line in head) + 2
    assert counted.request == len(apps._bytes_to_send(request_))


def test_no_answer_has_no_size():
    assert size(Exchange(POST)) is None


def test_sizes_add_up():
    both = Size(1, 2, 3) + Size(10, 20, 30)
    assert (both.answer, both.total) == (55, 66)


@pytest.mark.parametrize(
    ("status", "method", "kept"),
    [(301, "GET", 0), (302, "GET", 0), (303, "GET", 0), (307, "POST", 1), (308, "POST", 1)],
)
def test_a_redirect_of_a_post_turns_as_browsers_turn_it(status, method, kept):
    following = next_request(POST, Response(status, "", (("Location", "/b?c=1#d"),)))
    assert following is not None
    assert (following.method, following.path, len(following.body)) == (method, "/b?c=1", kept)
    assert ("Content-Type" in dict(following.headers)) == bool(kept)
    assert dict(following.headers)["X"] == "y"


@pytest.mark.parametrize(
    ("request_", "response", "method"),
    [
        (Request("DELETE", "/a"), Response(302, "", (("Location", "b"),)), "DELETE"),
        (Request("DELETE", "/a"), Response(303, "", (("Location", "b"),)), "GET"),
        (Request("HEAD", "/a"), Response(303, "", (("Location", "b"),)), "HEAD"),
    ],
)
def test_other_methods(request_, response, method):
    following = next_request(request_, response)
    assert following is not None
    assert (following.method, following.path) == (method, "/b")


@pytest.mark.parametrize(
    "response",
    [
        Response(200, "", (("Location", "/b"),)),
        Response(302, ""),
        Response(304, "", (("Location", "/b"),)),
        Response(302, "", (("Location", "//elsewhere.example/x"),)),
    ],
)
def test_what_is_not_followed(response):
    assert next_request(POST, response) is None


def test_redirects_are_followed_in_the_app_and_a_loop_ends():
    app = LESSONS / "04_what_flask_says" / "tides.py"
    (first,) = apps.run(app, [parse_send("GET /tides")])
    assert first.response is not None
    chain = follow(app, (first.request,), first)
    assert [one.response.status for one in chain if one.response][0] == 308
    assert len(chain) == 2
