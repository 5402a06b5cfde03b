"""Run a WSGI app as a server does (PEP 3333, RFC 9112): what goes over the wire, and what breaks there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from course.values import wire

#: A field name (RFC 9110 §5.1).
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
#: A status line that a client takes (RFC 9112 §4).
STATUS = re.compile(r"[1-9][0-9]{2}(?: .*)?")
#: Bytes of a body after which nobody reads on; no answer of an exercise has a thousandth of that.
MOST_BODY = 8 * 1024 * 1024
#: What servers do with a head that has no form as bytes.
REFUSED = "`flask run` then closes the connection without one byte; other servers answer a bare 500 instead."
CLOSED = "the connection closed without one byte"
#: What servers do with a head that PEP 3333 forbids: `flask run` sends nonsense, all others refuse it.
BARE = "nothing of this response: a server for production answers a bare 500 in its place"
LATIN_1 = "a server writes status line and headers in Latin-1 (PEP 3333)."


@dataclass(frozen=True)
class Served:
    """What a client gets from a server that runs the app."""

    #: None when nothing arrived that a client could read as a response.
    response: wire.Response | None = None
    #: Bytes that arrived and are not a whole response.
    fragment: bytes = b""
    #: What a client sees instead of a whole response; "" for a whole one.
    broken: str = ""
    #: Why that is so, for people.
    cause: str = ""
    #: What left the app.
    error: BaseException | None = None


class _CannotSend(Exception):
    """Raised when what an app hands over cannot be put on the wire."""

    def __init__(self, broken: str, cause: str, head: bytes = b"") -> None:
        super().__init__(cause)
        self.served = Served(None, head, broken, cause)


def serve(app: Callable[..., Any], environ: dict[str, Any]) -> Served:
    """Call a WSGI app once and return what a client gets from it.

    An exception before the first byte becomes the server's own 500; later it breaks the connection.
    SystemExit and its like end the thread of the request: the connection closes.
    """
    sending = _Sending(environ["REQUEST_METHOD"])
    try:
        sending.run(app, environ)
    except _CannotSend as problem:
        return problem.served
    except BaseException as error:
        return sending.broken_by(error)
    return sending.whole()


@dataclass
class _Sending:
    """One response on its way."""

    method: str
    status: Any = None
    headers: list[Any] = field(default_factory=list)
    head: bytes = b""
    body: bytearray = field(default_factory=bytearray)

    def run(self, app: Callable[..., Any], environ: dict[str, Any]) -> None:
        """Iterate over the whole body, as a server does, and close it."""
        chunks: Iterable[Any] = app(environ, self.start_response)
        try:
            for chunk in chunks:
                self.write(chunk)
            self.send_head()
        finally:
            self._close(chunks, environ)

    def start_response(self, status: Any, headers: Any, exc_info: Any = None) -> Callable[[Any], None]:
        """Take status and headers.

        Raises AssertionError for a second call, and the given exception once the head has been sent.
        """
        if exc_info and self.head:
            raise exc_info[1].with_traceback(exc_info[2])
        if self.status is not None and not exc_info:
            raise AssertionError("start_response called a second time without exc_info (PEP 3333)")
        self.status, self.headers = status, list(headers)
        return self.write

    def write(self, chunk: Any) -> None:
        """Send a part of the body, and the head before the first one that is not empty."""
        if not isinstance(chunk, bytes):
            self.send_head()
            raise _CannotSend(
                self.what_came,
                f"The body gives {_a(chunk)}, and a server sends bytes only (PEP 3333).",
                self.received(),
            )
        if chunk:
            self.send_head()
            self.body += chunk
        if len(self.body) > MOST_BODY:
            cause = f"The grader reads no more than {MOST_BODY >> 20} MiB. Does the body come to an end?"
            raise _CannotSend(f"{self.status}, and a body that goes on and on", cause, self.received()[:600])

    def send_head(self) -> None:
        """Put status line and headers on the wire, once.

        Raises RuntimeError when start_response was never called.
        """
        if self.head:
            return
        if self.status is None:
            raise RuntimeError("start_response was not called before the body (PEP 3333)")
        for part, problem_of in (
            (self.status, forbidden_status),
            *((h, forbidden_header) for h in self.headers),
        ):
            if problem := problem_of(part):
                raise _CannotSend(BARE, problem)
        if odd := next(filter(None, map(_beyond_latin_1, self._texts())), ""):
            raise _CannotSend(CLOSED, f"{odd}; {LATIN_1} {REFUSED}")
        head = head_of(self.status, self.headers)
        if (
            problem := line_problem(self.status)
            or name_problem(self.headers)
            or framing_problem(self.headers)
        ):
            raise _CannotSend(f"bytes that are not a response, after HTTP/1.1 {self.status}", problem, head)
        self.head = head

    def _texts(self) -> list[tuple[str, str]]:
        return [("status", self.status), *((f"header {name}", name + value) for name, value in self.headers)]

    def broken_by(self, error: BaseException) -> Served:
        """Return what a client gets when an exception left the app."""
        if self.head and self._complete():
            return replace(self.whole(), error=error)
        if self.head:
            cause = "The status line was on its way when the exception came. No server can take it back."
            return Served(None, self.received(), self.what_came, cause, error)
        if isinstance(error, Exception):
            return Served(wire.Response(500, "INTERNAL SERVER ERROR"), error=error)
        cause = f"{type(error).__name__} is not an error that Flask answers: it ends what runs the request."
        return Served(None, b"", CLOSED, cause, error)

    def whole(self) -> Served:
        """Return the response, or what is left of it when its length is not the announced one."""
        sent, length = bytes(self.body), _length(self.headers)
        number, _, phrase = self.status.partition(" ")
        pairs = wire.header_pairs((name, value.strip(" \t")) for name, value in self.headers)
        if not self._has_content():
            pairs = pairs if self.method == "HEAD" or number == "304" else _without_length(pairs)
            return Served(wire.Response(int(number), phrase, pairs))
        if length is None or length == len(sent):
            return Served(wire.Response(int(number), phrase, pairs, sent))
        cause = f"Content-Length says {length}, and the body has {_bytes(len(sent))} (RFC 9112 §6.3)."
        if length > len(sent):
            return Served(None, self.received(), self.what_came, cause)
        cut = wire.Response(int(number), phrase, pairs, sent[:length])
        return Served(cut, b"", f"a body cut after {_bytes(length)}", cause)

    def received(self) -> bytes:
        """Return the bytes that arrived so far, without any transfer coding."""
        return self.head + (bytes(self.body) if self._has_content() else b"")

    @property
    def what_came(self) -> str:
        """Return in words what arrived before the connection broke, "" for nothing."""
        if not self.head:
            return ""
        part = _bytes(len(self.body)) if self.body else "nothing"
        return f"{self.status}, {part} of the body, then a broken connection"

    def _complete(self) -> bool:
        """Tell whether a client has all that was announced, whatever comes later."""
        return not self._has_content() or _length(self.headers) == len(self.body)

    def _has_content(self) -> bool:
        return self.method != "HEAD" and not str(self.status).startswith(("1", "204", "304"))

    def _close(self, chunks: Any, environ: dict[str, Any]) -> None:
        """Close the body; what goes wrong there comes after the last byte, so that no client sees it."""
        try:
            getattr(chunks, "close", lambda: None)()
        except Exception as error:
            environ["wsgi.errors"].write(f"after the response was sent: {type(error).__name__}: {error}\n")


def forbidden_status(status: Any) -> str:
    """Return why WSGI does not take a status, "" when it does (PEP 3333)."""
    if not isinstance(status, str):
        return f"The status is {_a(status)}; WSGI takes a text such as '200 OK' (PEP 3333)."
    if re.search(r"[\r\n]", status):
        return f"The status {_shown(status)} holds a line break; a status is one line (RFC 9112 §4)."
    return ""


def forbidden_header(pair: Any) -> str:
    """Return why WSGI does not take a header, "" when it does (PEP 3333)."""
    try:
        name, value = pair
    except (TypeError, ValueError):
        return f"A header is a pair of name and value (PEP 3333), not {_a(pair)}."
    if not isinstance(name, str) or not isinstance(value, str):
        odd = value if isinstance(name, str) else name
        return f"The header {_shown(name)} holds {_a(odd)}; WSGI takes texts only (PEP 3333)."
    if re.search(r"[\r\n]", name + value):
        return f"The header {_shown(name)} holds a line break: another header could be hidden behind it."
    return ""


def line_problem(status: str) -> str:
    """Return why a client does not take a status line as that of a final response, "" when it does."""
    if not STATUS.fullmatch(status):
        return f"A status code has three digits and begins with 1 to 5 (RFC 9110 §15), not {_shown(status)}."
    if status.startswith("1") and not status.startswith("101"):
        return (
            f"{status[:3]} announces a response and is not one (RFC 9110 §15.2): a client waits for the "
            "final one, and the connection closes."
        )
    return ""


def name_problem(headers: Iterable[tuple[str, str]]) -> str:
    """Return why a client does not take a header, "" when it takes all (RFC 9110 §5.1, §5.5)."""
    for name, value in headers:
        if not TOKEN.fullmatch(name):
            return f"{_shown(name)} cannot be the name of a header: it is one word (RFC 9110 §5.1)."
        if "\0" in value:
            return f"The header {name} holds NUL, which no value may (RFC 9110 §5.5)."
    return ""


def framing_problem(headers: Iterable[tuple[str, str]]) -> str:
    """Return why a client cannot find the end of the body, "" when it can (RFC 9112 §6)."""
    pairs = [(name.lower(), value.strip()) for name, value in headers]
    if any(name == "transfer-encoding" for name, _ in pairs):
        return "Transfer-Encoding belongs to the server. An app that sends it breaks the body (PEP 3333)."
    lengths = {value for name, value in pairs if name == "content-length"}
    if len(lengths) > 1:
        return f"Content-Length is there with two values: {', '.join(sorted(lengths))} (RFC 9112 §6.3)."
    if any(not (value.isascii() and value.isdigit()) for value in lengths):
        return f"Content-Length is not a number: {_shown(*lengths)} (RFC 9110 §8.6)."
    return ""


def head_of(status: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return status line and headers as bytes, up to the empty line."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _length(headers: Iterable[tuple[str, str]]) -> int | None:
    found = next((value for name, value in headers if name.lower() == "content-length"), None)
    # int() of more digits than Python likes would raise; no body is that long.
    return None if found is None else int(found.strip()[-18:])


def _without_length(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if pair[0].lower() != "content-length")


def _beyond_latin_1(part: tuple[str, str]) -> str:
    """Return which letter of a part of the head Latin-1 does not have, in words; "" for none."""
    noun, text = part
    odd = next((letter for letter in text if ord(letter) > 255), None)
    return "" if odd is None else f"The {noun} holds {_shown(odd)}, a letter outside Latin-1"


def _shown(value: object) -> str:
    text = ascii(value) if isinstance(value, str) and re.search(r"[\ud800-\udfff]", value) else repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _a(value: object) -> str:
    return f"{type(value).__name__} ({_shown(value)})"


def _bytes(count: int) -> str:
    return f"{count} byte{'' if count == 1 else 's'}"
