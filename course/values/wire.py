"""Requests and responses as values: what was sent, what came back, and how to write both down."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field

from course.values import codes

#: Bodies shown to people are cut after this many characters.
SHOWN_BODY = 2_000
#: Bytes of a body that are decoded to be counted as characters.
MOST_READ = 256 * 1024
#: Control characters (C0 and C1) without tab and line end.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
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
    #: What a client of a real server sees instead of a whole response, and why; "" for a whole one.
    broken: str = ""
    cause: str = ""
    #: Numbers of the lines of the app's file that gave the answer, the most telling first. Empty when nobody
    #: looked, or when no line of the file did.
    answered_at: tuple[int, ...] = ()


def readable(body: bytes, limit: int = SHOWN_BODY) -> str:
    """Return a body as text; bytes that are not UTF-8 become escapes, long bodies are cut."""
    if len(body) > MOST_READ:
        return f"{body[: 4 * limit].decode('utf-8', 'backslashreplace')[:limit]}… ({len(body)} bytes in all)"
    text = body.decode("utf-8", "backslashreplace")
    if len(text) > limit:
        return f"{text[:limit]}… ({len(text)} characters in all)"
    return text


def printable(text: str) -> str:
    """Return a text that every terminal, page and database takes.

    Halves of surrogate pairs and control characters become escapes; tabs and line ends stay.
    """
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-8", "backslashreplace").decode()
    return CONTROL.sub(lambda found: ascii(found[0])[1:-1], whole)


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
    words += _path_options(request.path)
    for key, value in request.headers:
        words += ["-H", f"{key}: {value}" if value else f"{key};"]
    before = ""
    if request.body:
        if all(key.lower() != "content-type" for key, _ in request.headers):
            words += ["-H", "Content-Type:"]  # else curl names a form
        before, options = _body_options(request.body[:CURL_BODY])
        words += options
    words.append(base + request.path)
    line = before + " ".join(shlex.quote(word) for word in words)
    if len(request.body) > CURL_BODY:
        line += f"  # the body is cut here: {len(request.body)} bytes were sent"
    return line


def _path_options(path: str) -> list[str]:
    """Return what keeps curl from changing a path: it expands [] and {}, and resolves dots."""
    dots = any(part in (".", "..") for part in path.partition("?")[0].split("/"))
    return [*(["-g"] if re.search(r"[][{}]", path) else []), *(["--path-as-is"] if dots else [])]


def _body_options(body: bytes) -> tuple[str, list[str]]:
    """Return what stands before curl and what its options are, so that it sends exactly this body."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return "", ["--data-raw", text]  # --data-binary would read a file behind "@"
    # No argument of a command holds NUL, and a terminal sends UTF-8: these bytes come from printf.
    escaped = "".join(chr(b) if 31 < b < 127 and b not in b"%\\'" else f"\\{b:03o}" for b in body)
    return f"printf '{escaped}' | ", ["--data-binary", "@-"]


def header_pairs(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return headers as a tuple of name and value, in the order given."""
    return tuple((str(key), str(value)) for key, value in items)
