"""Lanes: what passes between client, cache and server."""

from __future__ import annotations

from course.values.wire import Exchange, Request, Response
from course.ways.lanes import WIDTH, drawn, lanes_of

ETAG = (("ETag", '"one"'),)


def exchange(line, status, phrase, headers=(), body=b"", sent=()):
    method, path = line.split()
    return Exchange(Request(method, path, sent), Response(status, phrase, headers, body))


def words(*exchanges):
    return [row.words for row in lanes_of(exchanges).rows]


def test_a_304_is_answered_out_of_the_cache():
    asked = (("If-None-Match", '"one"'),)
    found = lanes_of(
        [
            exchange("GET /a", 200, "OK", ETAG, b"soup"),
            exchange("GET /a", 304, "NOT MODIFIED", ETAG, sent=asked),
        ]
    )
    assert found.asked == (True, True)
    assert [row.words for row in found.rows] == [
        "client to server: GET /a.",
        'server to client: 200 OK, ETag: "one".',
        "The cache: kept as long as the cache likes, then asks with If-None-Match.",
        "client to cache: GET /a.",
        'cache to server: GET /a, If-None-Match: "one".',
        'server to cache: 304 NOT MODIFIED, ETag: "one".',
        "The cache: what is kept still holds.",
        "cache to client: 200 OK, from the cache.",
    ]


def test_a_304_for_a_mark_that_the_cache_does_not_have_goes_through():
    asked = (("If-None-Match", '"one"'),)
    found = words(exchange("GET /a", 304, "NOT MODIFIED", ETAG, sent=asked))
    assert found[:2] == [
        'client to server: GET /a, If-None-Match: "one".',
        'server to client: 304 NOT MODIFIED, ETag: "one".',
    ]


def test_a_fresh_answer_is_given_without_the_server():
    fresh = (("Cache-Control", "max-age=60"),)
    found = lanes_of([exchange("GET /a", 200, "OK", fresh), exchange("GET /a", 200, "OK", fresh)])
    assert found.asked == (True, False)
    assert found.rows[-2].words == "The cache: still fresh, so the server isn't asked."
    assert (found.rows[-1].start, found.rows[-1].end) == ("cache", "client")


def test_another_value_of_a_header_in_vary_is_another_answer():
    headers = (("Cache-Control", "max-age=60"), ("Vary", "Accept"))
    one = exchange("GET /a", 200, "OK", headers, sent=(("Accept", "text/csv"),))
    other = exchange("GET /a", 200, "OK", headers, sent=(("Accept", "text/html"),))
    assert lanes_of([one, other, other]).asked == (True, True, False)


def test_an_unsafe_request_makes_the_cache_forget_its_address():
    fresh = (("Cache-Control", "max-age=60"),)
    got, put = exchange("GET /a", 200, "OK", fresh), exchange("PUT /a", 204, "NO CONTENT")
    refused = exchange("PUT /a", 409, "CONFLICT")
    assert "The cache: forgets what it kept for /a." in words(got, put)
    assert lanes_of([got, put, got]).asked == (True, True, True)
    assert lanes_of([got, refused, got]).asked == (True, True, False)


def test_what_a_cache_says_twice_stands_once():
    found = words(*[exchange("GET /a", 429, "TOO MANY REQUESTS")] * 2)
    assert found.count("The cache: not kept: 429 is kept only when a lifetime is stated.") == 1


def test_no_answer_is_drawn_too():
    assert words(Exchange(Request("GET", "/a")))[-1] == "server to client: no answer."


def test_rows_lie_below_each_other_and_inside():
    long = exchange("GET /" + "a" * 80, 200, "OK", ETAG)
    rows, height = drawn(lanes_of([long, long]))
    places = [row.y for row in rows]
    assert places == sorted(set(places)) and places[-1] < height
    assert all(0 <= row.x1 <= WIDTH and 0 <= row.x2 <= WIDTH for row in rows)
    assert all(len(row.text) <= 40 and len(row.detail) <= 40 for row in rows)
    assert all(len(line) <= 46 for row in rows for line in row.lines)
