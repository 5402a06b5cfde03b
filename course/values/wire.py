"""Requests and responses as values: what was sent, what came back, and how to write both down."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field

from course.values import codes

#: Bodies shown to people are cut after this many characters.
SHOWN_BODY = 2_000
#: Bytes of a body that a curl line carries.
CURL_BODY = 600


@dataclass(frozen=True)
class Request:
    """One HTTP request as it is put on the wire."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def line(self) -> str:
        """Return the request line (RFC 9112 §3)."""
        return f"{self.method} {self.path} HTTP/1.1"

    @property
    def text(self) -> str:
        """Return the body as text for people."""
        return readable(self.body)


@dataclass(frozen=True)
class Response:
    """One HTTP response as it came from the app."""

    status: int
    phrase: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def line(self) -> str:
        """Return the status line (RFC 9112 §4)."""
        return f"HTTP/1.1 {self.status} {self.phrase}".rstrip()

    @property
    def family(self) -> int:
        """Return the class digit of the status code."""
        return codes.family(self.status)

    @property
    def text(self) -> str:
        """Return the body as text for people."""
        return readable(self.body)

    def header(self, name: str) -> str | None:
        """Return the first header of that name, compared without case, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def mimetype(self) -> str:
        """Return the media type without parameters, lower case, "" when absent."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Exchange:
    """A request and what became of it: a response, nothing, or an exception that left the app."""

    request: Request
    response: Response | None = None
    #: Text of the exception that reached the caller instead of a response ("ZeroDivisionError: ...").
    raised: str = ""
    #: True when a view raised and nothing but the server's last resort answered.
    crashed: bool = False
    #: Bytes received on a real socket when they are no whole response.
    fragment: bytes = field(default=b"", repr=False)
    #: Numbers of the lines of the app's file that gave the answer, the most telling first. Empty when nobody
    #: looked, or when no line of the file did.
    answered_at: tuple[int, ...] = ()


def readable(body: bytes, limit: int = SHOWN_BODY) -> str:
    """Return a body as text; bytes that are not UTF-8 become escapes, long bodies are cut."""
    text = body.decode("utf-8", "backslashreplace")
    if len(text) > limit:
        return f"{text[:limit]}… ({len(text)} characters in all)"
    return text


def parse_send(spec: str) -> Request:
    """Read "METHOD PATH [BODY]"; a body is sent as application/json, exactly as typed.

    Raises ValueError naming what is missing.
    """
    parts = spec.strip().split(None, 2)
    if len(parts) < 2 or not parts[0].isupper() or not parts[1].startswith("/"):
        raise ValueError(f"a request is written METHOD /path [body], not {spec!r}")
    if len(parts) == 2:
        return Request(parts[0], parts[1])
    headers = (("Content-Type", "application/json"),)
    return Request(parts[0], parts[1], headers, parts[2].encode())


def curl(request: Request, base: str = "http://127.0.0.1:5000") -> str:
    """Return the request as one curl line for a POSIX shell."""
    words = ["curl", "-i"]
    if request.method == "HEAD":
        words = ["curl", "-I"]
    elif request.method != ("POST" if request.body else "GET"):
        words += ["-X", request.method]
    for key, value in request.headers:
        words += ["-H", f"{key}: {value}" if value else f"{key};"]
    if request.body:
        if all(key.lower() != "content-type" for key, _ in request.headers):
            words += ["-H", "Content-Type:"]  # else curl names a form
        words += ["--data-binary", request.body[:CURL_BODY].decode("utf-8", "backslashreplace")]
    words.append(base + request.path)
    line = " ".join(shlex.quote(word) for word in words)
    if len(request.body) > CURL_BODY:
        line += f"  # the body is cut here: {len(request.body)} bytes were sent"
    return line


def header_pairs(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return headers as a tuple of name and value, in the order given."""
    return tuple((str(key), str(value)) for key, value in items)
