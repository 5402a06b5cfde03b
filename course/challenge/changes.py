"""Mechanical changes of a request: the same request with one thing about it different."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from course.values.wire import Exchange, Request

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")
CREDENTIALS = ("Authorization", "X-Api-Key", "Cookie", "X-Key")


@dataclass(frozen=True)
class Change:
    """One change of a request."""

    kind: str
    #: What is different, as the end of a sentence.
    words: str
    request: Request
    #: Number of the lesson that teaches the rule behind it.
    lesson: int
    #: What somebody may expect who does not know the app, the likeliest first.
    tempting: tuple[int, ...] = ()
    #: True when it is sent after the request itself, not in its place.
    again: bool = False


def changes(request: Request, before: Exchange) -> Iterator[Change]:
    """Yield every change of a request; `before` is what became of it as it is."""
    yield from _of_method(request)
    yield from _of_body(request)
    yield from _of_credentials(request)
    yield from _of_path(request)
    yield from _of_conditions(request, before)
    yield from _of_format(request)
    yield Change("again", "sent a second time", request, 6, (409, 404, 410, 200), again=True)


def with_header(request: Request, name: str, value: str | None) -> Request:
    """Return a request with a header field set, or without it for None."""
    rest = tuple((key, one) for key, one in request.headers if key.lower() != name.lower())
    return replace(request, headers=rest + (((name, value),) if value is not None else ()))


def _header(request: Request, name: str) -> str | None:
    return next((value for key, value in request.headers if key.lower() == name.lower()), None)


def _of_method(request: Request) -> Iterator[Change]:
    for method in METHODS:
        if method != request.method:
            yield Change("method", f"with {method}", _as(request, method), 4, (405, 404, 501, 400))
    if request.method == "GET":
        yield Change("head", "with HEAD", replace(request, method="HEAD"), 4, (405, 204))
    asked = replace(request, method="OPTIONS", body=b"")
    yield Change("options", "with OPTIONS", asked, 4, (405, 204, 404))


def _as(request: Request, method: str) -> Request:
    if method not in ("GET", "DELETE"):
        return replace(request, method=method)
    bare = tuple(field for field in request.headers if not field[0].lower().startswith("content-"))
    return Request(method, request.path, bare)


def _of_body(request: Request) -> Iterator[Change]:
    if not request.body:
        return
    bare = with_header(request, "Content-Type", None)
    yield Change("no content-type", "without Content-Type", bare, 9, (415, 400, 422))
    text = with_header(request, "Content-Type", "text/plain")
    yield Change("content-type", "with Content-Type: text/plain", text, 9, (415, 400, 406))
    yield Change("empty body", "with an empty body", replace(request, body=b""), 9, (400, 411, 422, 415))
    try:
        data = json.loads(request.body)
    except ValueError:
        return
    cut = replace(request, body=request.body.rstrip()[:-1])
    yield Change("broken json", "with its last character cut off", cut, 9, (400, 422, 415))
    for kind, words, body in (("array", "with [] as body", b"[]"), ("null", "with null as body", b"null")):
        yield Change(kind, words, replace(request, body=body), 10, (422, 400, 500))
    if isinstance(data, dict):
        yield from _of_members(request, data)


def _of_members(request: Request, data: dict[str, object]) -> Iterator[Change]:
    for key, value in data.items():
        rest = {name: one for name, one in data.items() if name != key}
        dropped = replace(request, body=json.dumps(rest).encode())
        yield Change("member dropped", f"without the member {key}", dropped, 10, (400, 422, 500))
        other = "many" if isinstance(value, int | float) else 7
        typed = replace(request, body=json.dumps({**data, key: other}).encode())
        words = f"with {key} = {json.dumps(other)}"
        yield Change("member type", words, typed, 10, (400, 422, 500))


def _of_credentials(request: Request) -> Iterator[Change]:
    for name in CREDENTIALS:
        value = _header(request, name)
        if value is not None:
            none = with_header(request, name, None)
            yield Change("no credential", f"without {name}", none, 12, (401, 403, 404))
            other = with_header(request, name, re.sub(r"\w+$", "wrong", value))
            yield Change("credential", f"with another {name}", other, 12, (401, 403, 404))


def _of_path(request: Request) -> Iterator[Change]:
    path, mark, query = request.path.partition("?")
    last, tail = path.rsplit("/", 1)[-1], mark + query

    def at(new: str) -> Request:
        return replace(request, path=new + tail)

    stem = path[: len(path) - len(last)]
    if last.isdigit():
        yield Change("other id", "with another number", at(f"{stem}{int(last) + 993}"), 4, (404, 410, 400))
        yield Change("word for id", "with a word for the number", at(f"{stem}seven"), 4, (400, 404, 422))
    elif path.count("/") > 1 and last:
        yield Change("other id", "with another name", at(f"{stem}nobody"), 4, (404, 410, 400))
    if path != "/":
        less = path.endswith("/")
        words = f"with a slash {'less' if less else 'more'} at the end"
        yield Change("slash", words, at(path.rstrip("/") if less else f"{path}/"), 7, (308, 404, 301))
    if query:
        yield Change("no query", "without its query", replace(request, path=path), 10, (400, 404, 422))


def _of_conditions(request: Request, before: Exchange) -> Iterator[Change]:
    if request.method == "GET" and before.response is not None:
        tag, when = before.response.header("ETag"), before.response.header("Last-Modified")
        asked = with_header(request, "If-None-Match", tag or '"v1"')
        words = f"with If-None-Match: {tag or chr(34) + 'v1' + chr(34)}"
        yield Change("if-none-match", words, asked, 8, (304, 412))
        if when:
            since = with_header(request, "If-Modified-Since", when)
            words = "with its Last-Modified in If-Modified-Since"
            yield Change("if-modified-since", words, since, 8, (304, 412))
    if request.method in ("PUT", "DELETE", "PATCH"):
        old = with_header(request, "If-Match", '"old"')
        yield Change("if-match", 'with If-Match: "old"', old, 8, (412, 409, 428))


def _of_format(request: Request) -> Iterator[Change]:
    xml = with_header(request, "Accept", "application/xml")
    yield Change("accept", "with Accept: application/xml", xml, 9, (406, 415, 400))
