"""Exchanges as a page draws them: each ending honestly, nothing of a hidden answer in the value."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

from course.values.lesson import Panel
from course.values.wire import Exchange, Request, Response

#: A JSON body up to this many characters stays on the line it came on.
ONE_LINE = 56
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
INTERIM = re.compile(r"^HTTP/\d\.\d (1\d\d)([^\r\n]*)", re.MULTILINE)
INDENTED = "Indented for reading. Only spaces and line breaks differ from what was sent."
CRASHED = "The view raised an exception. This answer is the server's last resort."


@dataclass(frozen=True)
class Wire:
    """One exchange, ready to draw."""

    label: str
    request_line: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: str
    #: hidden: behind the prediction. answer: a response. raised: an exception instead. nothing: no response.
    ending: Literal["hidden", "answer", "raised", "nothing"]
    status: int = 0
    phrase: str = ""
    family: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    notes: tuple[str, ...] = ()
    #: Status code and phrase of each interim response that came before the answer.
    interim: tuple[tuple[str, str], ...] = ()


def wires_of(panel: Panel) -> tuple[Wire, ...]:
    """Return every exchange of a panel."""
    return tuple(draw(exchange) for exchange in panel.exchanges)


def wires_before(panel: Panel) -> tuple[Wire, ...]:
    """Return the exchanges of a panel with the last answer left out."""
    return (*(draw(exchange) for exchange in panel.exchanges[:-1]), hide(panel.last.request))


def hide(request: Request) -> Wire:
    """Return a request whose answer is behind the prediction."""
    return Wire(*_sent(request), ending="hidden")


def draw(exchange: Exchange) -> Wire:
    """Return an exchange with whatever became of it."""
    sent = _sent(exchange.request)
    response = exchange.response
    if response is not None:
        body, notes = _body(exchange.request, response)
        if exchange.crashed:
            notes = (CRASHED, *notes)
        return Wire(
            *sent,
            "answer",
            response.status,
            response.phrase,
            response.family,
            response.headers,
            body,
            notes,
            interim_of(exchange.fragment),
        )
    if exchange.raised:
        note = "No response. The exception left the app and reached the caller."
        return Wire(*sent, "raised", body=exchange.raised, notes=(note,))
    if exchange.fragment:
        note = "These bytes arrived, then the connection closed. They are not a whole response."
        return Wire(
            *sent, "nothing", body=exchange.fragment.decode("utf-8", "backslashreplace"), notes=(note,)
        )
    return Wire(*sent, "nothing", notes=("The connection closed without a single byte.",))


def interim_of(received: bytes) -> tuple[tuple[str, str], ...]:
    """Return the status code and phrase of each interim response (RFC 9110 §15.2) in what was received."""
    return tuple((code, phrase.strip()) for code, phrase in INTERIM.findall(received.decode("latin-1")))


def _sent(request: Request) -> tuple[str, str, tuple[tuple[str, str], ...], str]:
    return f"{request.method} {request.path}", request.line, request.headers, request.text


def _body(request: Request, response: Response) -> tuple[str, tuple[str, ...]]:
    if not response.body:
        return "", (_why_empty(request, response),)
    if response.mimetype == "application/json" or response.mimetype.endswith("+json"):
        indented = reindent(response.text)
        if indented is not None and len(response.text.strip()) > ONE_LINE:
            return indented, (INDENTED,)
    return response.text.rstrip("\n"), ()


def _why_empty(request: Request, response: Response) -> str:
    if request.method == "HEAD":
        return "No body: HEAD asks for the header fields only."
    if response.status in (204, 304):
        return f"No content: a {response.status} ends after its header fields."
    return "No body: 0 bytes."


def reindent(text: str) -> str | None:
    """Return JSON with other white space, every other character as it was; None when it is no JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _laid_out(TOKEN.findall(text))


def _laid_out(pieces: list[str]) -> str:
    out: list[str] = []
    depth = 0
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else ""
        if piece in "}]":
            depth -= 1
            out.append(piece if before in ("{", "[") else _new_line(depth) + piece)
            continue
        if before in ("{", "[", ","):
            out.append(_new_line(depth))
        out.append(": " if piece == ":" else piece)
        if piece in "{[":
            depth += 1
    return "".join(out)


def _new_line(depth: int) -> str:
    return "\n" + "  " * depth
