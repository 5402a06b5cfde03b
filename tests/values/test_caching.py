"""RFC 9111, a case for each rule: what may be kept, how long it is fresh, and why."""

from __future__ import annotations

import pytest

from course.values.caching import FORBID, directives, invalidates, keep, repeatable
from course.values.wire import Request, Response

DATE = ("Date", "Mon, 01 Jun 2026 10:00:00 GMT")
EXPIRES = ("Expires", "Mon, 01 Jun 2026 11:00:00 GMT")
GET, HEAD, POST = Request("GET", "/a"), Request("HEAD", "/a"), Request("POST", "/a")
SIGNED = Request("GET", "/a", (("Authorization", "Bearer x"),))
SHARED, OWN = True, False


def answer(status=200, *headers):
    return Response(status, "", headers)


def cc(*directives):
    return ("Cache-Control", ", ".join(directives))


#: request, answer, which cache, stored, seconds fresh (None: the cache chooses), section of a reason.
CASES = [
    # which methods
    (GET, answer(200, cc("max-age=60")), SHARED, True, 60, "RFC 9111 §4.2.1"),
    (HEAD, answer(200, cc("max-age=3")), SHARED, True, 3, "RFC 9111 §4.2.1"),
    (Request("PUT", "/a"), answer(200, cc("max-age=3")), SHARED, False, 0, "RFC 9111 §3"),
    (Request("OPTIONS", "/a"), answer(200, cc("max-age=3")), SHARED, False, 0, "RFC 9111 §3"),
    (POST, answer(200, cc("max-age=3")), SHARED, False, 0, "RFC 9110 §9.3.3"),
    (POST, answer(200, ("Content-Location", "/a")), SHARED, False, 0, "RFC 9110 §9.3.3"),
    (POST, answer(200, cc("max-age=3"), ("Content-Location", "/b")), SHARED, False, 0, "RFC 9110 §9.3.3"),
    (POST, answer(200, cc("max-age=3"), ("Content-Location", "/a")), SHARED, True, 3, "RFC 9111 §4.2.1"),
    # which codes
    (GET, answer(103), SHARED, False, 0, "RFC 9111 §3"),
    (GET, answer(304), SHARED, False, 0, "RFC 9111 §4.3.4"),
    (GET, answer(206, cc("max-age=3")), SHARED, False, 0, "RFC 9111 §3.3"),
    (GET, answer(299, cc("must-understand", "max-age=3")), SHARED, False, 0, "RFC 9111 §5.2.2.3"),
    (GET, answer(200, cc("no-store", "must-understand", "max-age=3")), SHARED, True, 3, "RFC 9111 §4.2.1"),
    (GET, answer(201), SHARED, False, 0, "RFC 9111 §3"),
    (GET, answer(201, cc("max-age=9")), SHARED, True, 9, "RFC 9111 §4.2.1"),
    (GET, answer(204), SHARED, True, None, "RFC 9111 §4.2.2"),
    (GET, answer(301), SHARED, True, None, "RFC 9111 §4.2.2"),
    (GET, answer(308), SHARED, True, None, "RFC 9111 §4.2.2"),
    (GET, answer(302), SHARED, False, 0, "RFC 9111 §3"),
    (GET, answer(302, cc("max-age=9")), SHARED, True, 9, "RFC 9111 §4.2.1"),
    (GET, answer(307), SHARED, False, 0, "RFC 9111 §3"),
    (GET, answer(404), SHARED, True, None, "RFC 9111 §4.2.2"),
    (GET, answer(410), SHARED, True, None, "RFC 9111 §4.2.2"),
    (GET, answer(401), SHARED, False, 0, "RFC 9111 §3"),
    (GET, answer(429), SHARED, False, 0, "RFC 9111 §3"),
    (GET, answer(503), SHARED, False, 0, "RFC 9111 §3"),
    (GET, answer(500, cc("public")), SHARED, True, None, "RFC 9111 §4.2.2"),
    # what forbids
    (GET, answer(200, cc("no-store")), OWN, False, 0, "RFC 9111 §5.2.2.5"),
    (
        Request("GET", "/a", (cc("no-store"),)),
        answer(200, cc("max-age=3")),
        OWN,
        False,
        0,
        "RFC 9111 §5.2.1.5",
    ),
    (GET, answer(200, cc("private", "max-age=5")), SHARED, False, 0, "RFC 9111 §5.2.2.7"),
    (GET, answer(200, cc("private", "max-age=5")), OWN, True, 5, "RFC 9111 §4.2.1"),
    (GET, answer(403, cc("private")), OWN, True, None, "RFC 9111 §4.2.2"),
    (GET, answer(200, cc('private="x"', "max-age=3")), SHARED, True, 3, "RFC 9111 §4.2.1"),
    (SIGNED, answer(200, cc("max-age=60")), SHARED, False, 0, "RFC 9111 §3.5"),
    (SIGNED, answer(200, cc("max-age=60")), OWN, True, 60, "RFC 9111 §4.2.1"),
    (SIGNED, answer(200, cc("public", "max-age=60")), SHARED, True, 60, "RFC 9111 §4.2.1"),
    (SIGNED, answer(200, cc("s-maxage=60")), SHARED, True, 60, "RFC 9111 §4.2.1"),
    (SIGNED, answer(200, cc("must-revalidate", "max-age=7")), SHARED, True, 7, "RFC 9111 §4.2.1"),
    # how long
    (GET, answer(200, cc("s-maxage=60", "max-age=5")), SHARED, True, 60, "RFC 9111 §4.2.1"),
    (GET, answer(200, cc("s-maxage=60", "max-age=5")), OWN, True, 5, "RFC 9111 §4.2.1"),
    (GET, answer(200, cc("s-maxage=60")), OWN, True, None, "RFC 9111 §4.2.2"),
    (GET, answer(201, cc("s-maxage=60")), OWN, False, 0, "RFC 9111 §3"),
    (GET, answer(200, cc("max-age=abc")), SHARED, True, 0, "RFC 9111 §4.2.1"),
    (GET, answer(200, cc("max-age=60"), ("Age", "50")), SHARED, True, 10, "RFC 9111 §4.2.1"),
    (GET, answer(200, cc("max-age=60", "max-age=5")), SHARED, True, 60, "RFC 9111 §4.2.1"),
    (GET, answer(200, cc("MAX-AGE=60")), SHARED, True, 60, "RFC 9111 §4.2.1"),
    (GET, answer(200, cc('max-age="60"')), SHARED, True, 60, "RFC 9111 §4.2.1"),
    (GET, answer(200, DATE, EXPIRES), SHARED, True, 3600, "RFC 9111 §4.2.1"),
    (GET, answer(200, DATE, EXPIRES, ("Age", "600")), SHARED, True, 3000, "RFC 9111 §4.2.1"),
    (GET, answer(200, EXPIRES), SHARED, True, None, "RFC 9111 §4.2.1"),
    (GET, answer(200, DATE, ("Expires", "0")), SHARED, True, 0, "RFC 9111 §5.3"),
    (GET, answer(200, cc("max-age=3"), EXPIRES, DATE), SHARED, True, 3, "RFC 9111 §4.2.1"),
    (
        GET,
        answer(200, DATE, ("Last-Modified", "Sun, 31 May 2026 10:00:00 GMT")),
        SHARED,
        True,
        None,
        "RFC 9111 §4.2.2",
    ),
    # on which conditions
    (GET, answer(200, cc("max-age=60"), ("Vary", "*")), SHARED, True, 0, "RFC 9111 §4.1"),
    (GET, answer(200, cc("max-age=60"), ("Vary", "Accept")), SHARED, True, 60, "RFC 9111 §4.1"),
    (GET, answer(200, cc("no-cache"), ("ETag", '"1"')), SHARED, True, 0, "RFC 9111 §5.2.2.4"),
    (GET, answer(200, cc('no-cache="set-cookie"', "max-age=3")), SHARED, True, 3, "RFC 9111 §4.2.1"),
    (GET, answer(200, cc("max-age=60"), ("Set-Cookie", "a=b")), SHARED, True, 60, "RFC 9111 §7.3"),
]


@pytest.mark.parametrize(("request_", "response", "shared", "stored", "fresh", "source"), CASES)
def test_what_a_cache_may_do_and_why(request_, response, shared, stored, fresh, source):
    verdict = keep(request_, response, shared)
    assert (verdict.stored, verdict.fresh) == (stored, fresh), verdict
    assert source in [reason.source for reason in verdict.reasons]


def test_every_reason_against_keeping_is_asked_for_by_a_case():
    against = {keep(q, r, s).reasons[0].text for q, r, s, stored, *_ in CASES if not stored}
    assert len(against) >= len(FORBID)
    met = {rule.__name__ for rule in FORBID for q, r, s, *_ in CASES if rule(case(q, r, s)) is not None}
    assert met == {rule.__name__ for rule in FORBID}


def case(request, response, shared):
    from course.values.caching import _Case

    return _Case(request, response, shared)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ((cc("max-age=60"), ("ETag", '"1"')), "used for 60 s without asking, then asks with If-None-Match"),
        ((cc("no-cache"), ("Last-Modified", "x")), "kept; before each use it asks with If-Modified-Since"),
        ((), "kept as long as the cache likes, then fetches it anew, whole: it has no validator"),
    ],
)
def test_the_use_is_said_in_words(headers, words):
    assert keep(GET, answer(200, *headers)).use == words


def test_directives_are_read_from_every_line():
    assert directives((cc("no-cache", 'private="a, b"'), cc("max-age = 5"))) == {
        "no-cache": "",
        "private": "a, b",
        "max-age": "5",
    }


def test_an_unsafe_request_that_worked_makes_caches_forget():
    assert [invalidates(POST, answer(status)) for status in (201, 303, 404)] == [True, True, False]
    assert not invalidates(GET, answer(200))


def test_what_may_be_sent_again():
    assert [repeatable(m).partition(":")[0] for m in ("GET", "QUERY", "DELETE", "PUT")] == [
        "safe",
        "safe",
        "idempotent",
        "idempotent",
    ]
    assert repeatable("POST") == repeatable("PATCH") == "only when it knows that it does no harm"
