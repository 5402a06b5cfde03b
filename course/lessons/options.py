"""Readers of the options of a block: YAML in, a value out, or a sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from course.lessons.apps import SERVERS
from course.values.wire import Request, parse_send

#: Turns what YAML read into the value wanted; raises ValueError with what was expected.
Reader = Callable[[Any], Any]


def a_text(value: Any) -> str:
    """Read any scalar as text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise ValueError("a text")
    return str(value).strip()


def an_id(value: Any) -> str:
    """Read an id: lower-case letters, digits and hyphens."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise ValueError("words of lower-case letters and digits joined by hyphens")
    return value


def a_flag(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def a_file(*endings: str) -> Reader:
    """Return a reader of a file name of the lesson's own folder."""

    def read(value: Any) -> str:
        name = a_text(value)
        if PurePosixPath(name).name != name or "\\" in name or not name.endswith(endings):
            raise ValueError(f"the name of a {' or '.join(endings)} file of the lesson's folder")
        return name

    return read


def one_of(*allowed: str) -> Reader:
    """Return a reader that takes one of these words."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(" or ".join(allowed))
        return str(value)

    return read


def names(value: Any) -> tuple[str, ...]:
    """Read comma-separated names of functions or classes."""
    found = tuple(name.strip() for name in a_text(value).split(","))
    if not all(name.isidentifier() for name in found):
        raise ValueError("names of functions, separated by commas")
    return found


def an_ask(value: Any) -> str:
    """Read what is predicted: status, content-type, body or "header NAME"."""
    text = a_text(value)
    if text in ("status", "content-type", "body"):
        return text
    kind, _, name = text.partition(" ")
    if kind != "header" or not re.fullmatch(r"[A-Za-z0-9-]+", name.strip()):
        raise ValueError("status, content-type, body or header NAME")
    return f"header {name.strip()}"


def a_server(value: Any) -> str | None:
    """Read true (the server of `flask run`), false, or the name of a server."""
    if isinstance(value, bool):
        return SERVERS[0] if value else None
    if value not in SERVERS:
        raise ValueError(f"true, false or {' or '.join(SERVERS)}")
    return str(value)


def requests(value: Any) -> tuple[Request, ...]:
    """Read one request or a list of requests."""
    items = value if isinstance(value, list) else [value]
    if not items:
        raise ValueError("at least one request")
    return tuple(a_request(item) for item in items)


def a_request(value: Any) -> Request:
    """Read "METHOD PATH [BODY]", or a mapping with request, headers and body to which nothing is added."""
    if isinstance(value, str):
        return parse_send(value)
    if not isinstance(value, dict) or "request" not in value or set(value) - {"request", "headers", "body"}:
        raise ValueError("'METHOD /path [body]', or a mapping with request, headers and body")
    line = str(value["request"]).strip()
    if len(line.split()) != 2:
        raise ValueError(f"request: METHOD /path in a mapping, the body under body:, not {line!r}")
    start = parse_send(line)
    headers = value.get("headers") or {}
    if not isinstance(headers, dict):
        raise ValueError("headers: {Name: value}")
    pairs = tuple((str(k), str(v)) for k, many in headers.items() for v in _as_list(many))
    body = value.get("body", "")
    if not isinstance(body, str | int | float):
        raise ValueError("body: as text in single quotes")
    return Request(start.method, start.path, pairs, str(body).encode())


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
