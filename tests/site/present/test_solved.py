from __future__ import annotations

import pytest

from course.site.present.solved import before_and_now, first_unsolved, repaired, request_of
from course.values.report import CheckResult, Report
from course.values.wire import Request, curl


def check(name, outcome, status, body="", headers=(), earlier=(), path="/notes"):
    return CheckResult(
        name,
        f"{name} is so.",
        outcome,
        curl=f"curl -i http://127.0.0.1:5000{path}",
        status_line=status,
        family=int(status[9]) if status else 0,
        response_headers=headers,
        response_body=body,
        earlier=earlier,
    )


def report(*checks):
    return Report("01_x", checks)


OK, CREATED = "HTTP/1.1 200 OK", "HTTP/1.1 201 CREATED"
JSON = ("Content-Type", "application/json")


def test_another_number_says_more_than_another_body():
    first = report(check("a", "wrong", OK, "old"), check("b", "wrong", OK, headers=(JSON,)))
    now = report(
        check("a", "passed", OK, "new"), check("b", "passed", CREATED, headers=(JSON, ("Location", "/1")))
    )
    found = before_and_now(first, now)

    assert (found.before.code, found.now.code, found.now.phrase) == ("200", "201", "CREATED")
    # What both answers have is no difference.
    assert (found.before.headers, found.now.headers) == ((), (("Location", "/1"),))


@pytest.mark.parametrize(
    ("first", "now"),
    [
        (None, report(check("a", "passed", CREATED))),
        (report(check("a", "wrong", OK, earlier=("GET / → 200",))), report(check("a", "passed", CREATED))),
        (report(check("a", "wrong", OK)), report(check("a", "passed", OK))),
        (report(check("a", "wrong", OK)), report(check("a", "passed", ""))),
        (report(check("a", "wrong", OK)), report(check("b", "passed", CREATED))),
    ],
    ids=["no run before", "not the first request", "the same answer", "an old run", "another check"],
)
def test_what_was_not_recorded_on_both_sides_is_not_shown(first, now):
    assert before_and_now(first, now) is None


def test_what_was_repaired_is_what_failed_first():
    first = report(check("a", "wrong", OK), check("b", "passed", OK))
    now = report(check("a", "passed", OK), check("b", "passed", OK))

    assert repaired(first, now) == ("a is so.",)
    assert repaired(None, now) == ("a is so.", "b is so.")


def test_the_first_run_that_asked_something_counts():
    unloaded = report(CheckResult("a", "A.", "cannot_load"))
    wrong, right = report(check("a", "wrong", OK)), report(check("a", "passed", OK))

    assert first_unsolved([unloaded, right, wrong]) is wrong
    assert first_unsolved([unloaded, right]) is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("body", [b"", b'{"a": "b c"}'])
def test_a_request_is_read_back_from_its_curl_line(method, body):
    assert request_of(curl(Request(method, "/notes/a%20b?x=1", (), body))) == f"{method} /notes/a b?x=1"
