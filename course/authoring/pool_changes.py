"""A request changed in one place by every value of the pool. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import quote

from course.grading.checks import pool
from course.values.wire import Request

Pairs = tuple[tuple[str, str], ...]
#: A place in JSON: names of members and numbers of elements, outermost first.
Place = tuple[str | int, ...]
#: Places of one body that are changed, and elements of one list.
MOST_PLACES, MOST_ELEMENTS = 10, 2
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
JSON = "application/json"
MEMBERS = (*pool.TEXTS, *pool.NUMBERS, *pool.SHAPES)
SEGMENTS = (*pool.TEXTS, *pool.DIGIT_TEXTS)
PARAMETERS = (*pool.TEXTS, *pool.DIGIT_TEXTS, *pool.ADDRESSES)
FIELDS = (*pool.HEADER_VALUES, *pool.DATES, *pool.DIGIT_TEXTS)
BROKEN = {
    "half an object": b'{"a":',
    "empty": b"",
    "a blank": b" ",
    "not UTF-8": b'{"a": "\xff\xfe"}',
    "two values": b"{} {}",
    "single quotation marks": b"{'a': 1}",
    "NUL": b"\0",
    "lists that do not end": b"[" * 5_000,
}
TYPES = (
    "",
    ";",
    "application",
    "text/plain",
    "text/json",
    "application/xml",
    "application/JSON",
    "application/json; charset=utf-8",
    "application/json;charset=latin-1",
    "application/vnd.plum+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
)
CHARSETS = ("utf-8-sig", "utf-16", "utf-32")
QUERIES = ("plum=cake", "plum", "&&", "=", "%", "%ff=1", "a[b]=1")
#: Headers that no check need have sent.
ADDED = (
    ("Accept", "text/html"),
    ("Accept", ";q=x, ,*"),
    ("Authorization", "Basic !"),
    ("Authorization", "plum"),
    ("Cookie", "=;;a"),
    ("Expect", "100-continue"),
    ("Host", "plum cake"),
    ("If-Match", '"plum"'),
    ("If-Modified-Since", "soon"),
    ("If-None-Match", 'W/"x'),
    ("If-None-Match", "*"),
    ("Origin", "null"),
    ("Range", "bytes=0-1"),
    ("X-HTTP-Method-Override", "DELETE"),
)


@dataclass(frozen=True)
class Change:
    """One change of a request; it is made when it is sent, because some values are large."""

    #: What is changed: "member", "body", "type", "path", "query", "header", "method".
    kind: str
    #: In words: ".title = null".
    name: str
    make: Callable[[], Request]


def changes(request: Request, free: Collection[int] = ()) -> Iterator[Change]:
    """Yield a request changed in one place; `free` are the segments of its path that a route leaves free."""
    yield from _members(request)
    yield from _bodies(request)
    yield from _paths(request, free)
    yield from _queries(request)
    yield from _headers(request)
    for method in METHODS:
        if method != request.method:
            yield Change("method", f"by {method}", partial(replace, request, method=method))


# The body


def _members(request: Request) -> Iterator[Change]:
    try:
        value = json.loads(request.body) if request.body else None
    except (ValueError, RecursionError):
        return
    for place in list(places(value))[:MOST_PLACES]:
        name = f".{'.'.join(map(str, place))}"
        for one in MEMBERS:
            yield Change("member", f"{name} = {one.name}", _put(request, value, place, one.value))
        yield Change("member", f"{name} is gone", _put(request, value, place))
    if isinstance(value, dict):
        for one in pool.SHAPES:
            yield Change(
                "member", f"an unknown member = {one.name}", _put(request, value, ("plum",), one.value)
            )


def places(value: Any, begin: Place = ()) -> Iterator[Place]:
    """Yield each place inside a JSON value, outermost first."""
    inside: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value[:MOST_ELEMENTS]))
    for key, inner in inside:
        yield (*begin, key)
        yield from places(inner, (*begin, key))


_GONE = object()


def _put(request: Request, value: Any, place: Place, new: Any = _GONE) -> Callable[[], Request]:
    def make() -> Request:
        whole = spot = json.loads(json.dumps(value))
        for key in place[:-1]:
            spot = spot[key]
        if new is _GONE:
            del spot[place[-1]]
        else:
            spot[place[-1]] = new
        return replace(request, body=pool.as_json(whole))

    return make


def _bodies(request: Request) -> Iterator[Change]:
    if not request.body and request.method not in ("POST", "PUT", "PATCH"):
        return
    labelled = request if _content_type(request) else _typed(request, JSON)
    for one in (*pool.SHAPES, *pool.NUMBERS):
        yield Change("body", f"the body is {one.name}", partial(_with_value, labelled, one.value))
    for name, body in BROKEN.items():
        yield Change("body", f"the body is {name}", partial(replace, labelled, body=body))
    yield Change("type", "no Content-Type", partial(_typed, request, None))
    for label in TYPES:
        yield Change("type", f"Content-Type: {label}", partial(_typed, request, label))
    for charset in CHARSETS:
        yield Change("type", f"the body in {charset}", partial(_in_charset, request, charset))


def _with_value(request: Request, value: Any) -> Request:
    return replace(request, body=pool.as_json(value))


def _content_type(request: Request) -> str:
    return dict((name.lower(), value) for name, value in request.headers).get("content-type", "")


def _typed(request: Request, label: str | None) -> Request:
    kept = tuple(pair for pair in request.headers if pair[0].lower() != "content-type")
    return replace(request, headers=kept if label is None else (*kept, ("Content-Type", label)))


def _in_charset(request: Request, charset: str) -> Request:
    body = request.body.decode("utf-8", "replace").encode(charset)
    return replace(_typed(request, f"{_content_type(request) or JSON}; charset={charset}"), body=body)


# The address


def _paths(request: Request, free: Collection[int]) -> Iterator[Change]:
    path, mark, query = request.path.partition("?")
    segments = path.split("/")

    def at(new: str) -> Request:
        return replace(request, path=new + mark + query)

    for number in range(1, len(segments)):
        for one in SEGMENTS if number in free else pool.pick("texts", ["letters", "case"]):
            if number == 1 and not one.value:
                continue  # "//host" is an address of another form
            new = "/".join([*segments[:number], _quoted(one.value), *segments[number + 1 :]])
            yield Change("path", f"segment {number} = {one.name}", partial(at, new))
    for name, new in {
        "a slash at the end": f"{path}/",
        "two slashes": f"{path}//plum",
        "one more segment": f"{path}/plum",
        "a path that is not UTF-8": f"{path}%ff",
    }.items():
        yield Change("path", name, partial(at, new))


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _queries(request: Request) -> Iterator[Change]:
    path, _, query = request.path.partition("?")
    pairs = [one.partition("=")[::2] for one in query.split("&")] if query else []
    for number, (name, value) in enumerate(pairs):
        cases = {f"?{name} = {one.name}": [(name, _quoted(one.value))] for one in PARAMETERS} | {
            f"?{name} is gone": [],
            f"?{name} twice": [(name, value)] * 2,
            f"?{name} twice, with two values": [(name, value), (name, "plum")],
            f"?{name} is not UTF-8": [(name, "%ff")],
            f"?{name} in upper case": [(name.upper(), value)],
        }
        for words, new in cases.items():
            whole = [*pairs[:number], *new, *pairs[number + 1 :]]
            yield Change("query", words, partial(replace, request, path=f"{path}?{_joined(whole)}"))
    for raw in QUERIES:
        whole_query = f"{query}&{raw}" if query else raw
        yield Change("query", f"query {raw}", partial(replace, request, path=f"{path}?{whole_query}"))


def _joined(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={value}" for name, value in pairs)


# The headers


def _headers(request: Request) -> Iterator[Change]:
    for number, (name, value) in enumerate(request.headers):
        if name.lower() == "content-type":
            continue
        before, after = request.headers[:number], request.headers[number + 1 :]
        for words, pairs in _forms(name, value):
            new = (*before, *pairs, *after)
            yield Change("header", words, partial(replace, request, headers=new))
    sent = {name.lower() for name, _ in request.headers}
    for name, value in ADDED:
        if name.lower() not in sent:
            more = (*request.headers, (name, value))
            yield Change("header", f"{name}: {value}", partial(replace, request, headers=more))


def _forms(name: str, value: str) -> Iterator[tuple[str, Pairs]]:
    for one in FIELDS:
        if all(ord(letter) < 256 for letter in one.value):
            yield f"{name} = {one.name}", ((name, one.value),)
    for one in pool.forms_of(name, value)[1:]:
        yield one.name, tuple(one.value)
    yield f"{name} is gone", ()
    yield f"{name} twice", ((name, value), (name, value))
    yield f"{name} twice, with two values", ((name, value), (name, "plum"))
    yield f"{name} with its value in upper case", ((name, value.upper()),)
    yield f"{name} with its value in lower case", ((name, value.lower()),)
    yield f"{name} with a word behind it", ((name, f"{value} plum"),)
