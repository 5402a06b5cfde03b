"""A request as people type it elsewhere: curl, HTTPie, Python's requests. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from course.values import wire

BASE = "http://127.0.0.1:5000"


@dataclass(frozen=True)
class Snippet:
    """One way to send the request."""

    tool: str
    text: str


def snippets(request: wire.Request, base: str = BASE) -> tuple[Snippet, ...]:
    """Return the request for each of the tools."""
    return (
        Snippet("curl", wire.curl(request, base)),
        Snippet("HTTPie", httpie(request, base)),
        Snippet("Python, requests", python_requests(request, base)),
    )


def httpie(request: wire.Request, base: str = BASE) -> str:
    """Return the request as one HTTPie line for a POSIX shell."""
    words = ["http", "--ignore-stdin", "--print=HBhb", request.method, base + request.path]
    for name, value in request.headers:
        words.append(f"{name}:{_plain_item(value)}" if value else f"{name};")
    if request.body:
        if not any(name.lower() == "content-type" for name, _ in request.headers):
            words.append("Content-Type:")  # else HTTPie says application/json
        words += ["--raw", request.body.decode("utf-8", "backslashreplace")]
    return " ".join(shlex.quote(word) for word in words)


def _plain_item(value: str) -> str:
    """Return a header's value so that HTTPie takes it as it is: "@" in front would name a file."""
    return f"\\{value}" if value.startswith(("@", "=")) else value


def python_requests(request: wire.Request, base: str = BASE) -> str:
    """Return the request as a Python script with the requests library."""
    lines = ["import requests", "", "answer = requests.request("]
    lines.append(f"    {request.method!r},")
    lines.append(f"    {base + request.path!r},")
    if request.headers:
        lines.append(f"    headers={one_line_each(request.headers)!r},")
    if request.body:
        lines.append(f"    data={_bytes_source(request.body)},")
    lines += ["    allow_redirects=False,", ")", "print(answer.status_code, answer.reason)"]
    lines += ["print(answer.headers)", "print(answer.text)"]
    return "\n".join(lines)


def one_line_each(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return headers by name; lines of one name become one, joined as RFC 9110 §5.3 allows.

    The requests library takes a dict, which would keep the last line only.
    """
    joined: dict[str, tuple[str, list[str]]] = {}
    for name, value in headers:
        joined.setdefault(name.lower(), (name, []))[1].append(value)
    return {
        name: ("; " if lower == "cookie" else ", ").join(values) for lower, (name, values) in joined.items()
    }


def _bytes_source(body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return repr(body)
    return repr(body) if text.isascii() else f"{text!r}.encode()"
