"""Readers of the options of a block that no other text has: predictions, servers, requests."""

from __future__ import annotations

import re
from typing import Any

from course.lessons.apps import SERVERS
from course.text.fields import a_text
from course.values.wire import Request, parse_send


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


def which(value: Any) -> int:
    """Read which of several requests is meant, counted from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("the number of a request, from 1")
    return value


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
