"""What an exchange costs: bytes on the wire, and round trips when it leads elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from course.lessons import apps
from course.values.wire import Exchange, Request, Response

#: What waitress adds to the head of an answer, with a date of the length that every date has.
_ADDED = (("Connection", "close"), ("Date", "Mon, 01 Jun 2026 10:00:00 GMT"), ("Server", "waitress"))
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Redirects that a client follows before it gives up; browsers go on to about twenty.
MOST_TRIPS = 10
_HOST = "localhost"


@dataclass(frozen=True)
class Size:
    """Bytes of one exchange over HTTP/1.1 on a connection of its own."""

    request: int
    head: int
    body: int

    @property
    def answer(self) -> int:
        """Return the bytes of the answer."""
        return self.head + self.body

    @property
    def total(self) -> int:
        """Return the bytes in both directions."""
        return self.request + self.answer

    def __add__(self, other: Size) -> Size:
        """Return the bytes of both."""
        return Size(self.request + other.request, self.head + other.head, self.body + other.body)


def size(exchange: Exchange) -> Size | None:
    """Return the bytes of an exchange, None when no whole answer came.

    The head is counted with the fields that waitress adds; tests/ways/test_measured.py asks it over a socket.
    """
    if exchange.response is None:
        return None
    return Size(_sent(exchange.request), _head(exchange.response), len(exchange.response.body))


def _sent(request: Request) -> int:
    stated = {name.lower() for name, _ in request.headers}
    fields = list(request.headers)
    fields += [("Host", _HOST)] * ("host" not in stated) + [("Connection", "close")] * (
        "connection" not in stated
    )
    if request.body and not stated & {"content-length", "transfer-encoding"}:
        fields.append(("Content-Length", str(len(request.body))))
    return _lines(request.line, fields) + len(request.body)


def _head(response: Response) -> int:
    stated = {name.lower() for name, _ in response.headers}
    added = [(name, value) for name, value in _ADDED if name.lower() not in stated]
    return _lines(response.line, [*response.headers, *added])


def _lines(first: str, fields: list[tuple[str, str]]) -> int:
    lines = [first, *(f"{name}: {value}" for name, value in fields)]
    return sum(len(line.encode("utf-8")) + 2 for line in lines) + 2


def next_request(request: Request, response: Response) -> Request | None:
    """Return what a browser sends when it follows a redirect (RFC 9110 §15.4), None when there is no way on.

    303 turns everything but HEAD into GET; 301 and 302 turn POST, as browsers do, and then the content goes.
    """
    place = response.header("Location")
    if response.status not in REDIRECTS or not place:
        return None
    parts = urlsplit(urljoin(f"http://{_HOST}{request.path}", place))
    if parts.hostname != _HOST:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not _turns(request.method, response.status):
        return Request(request.method, path, request.headers, request.body)
    kept = tuple((name, value) for name, value in request.headers if not name.lower().startswith("content-"))
    return Request("GET", path, kept)


def _turns(method: str, status: int) -> bool:
    if status == 303:
        return method not in ("GET", "HEAD")
    return status in (301, 302) and method == "POST"


def follow(app: Path, sent: tuple[Request, ...], exchange: Exchange) -> tuple[Exchange, ...]:
    """Return an exchange and those that follow when a client obeys its redirects, in a fresh copy of the app.

    `sent` are the requests up to this exchange. An app that cannot be run alone is not followed.
    """
    chain = [exchange]
    requests = list(sent)
    while len(chain) < MOST_TRIPS and (last := chain[-1]).response is not None:
        following = next_request(last.request, last.response)
        if following is None:
            break
        requests.append(following)
        try:
            chain.append(apps.run(app, requests)[-1])
        except apps.AppFault:
            break
    return tuple(chain)
