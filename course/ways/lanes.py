"""Several exchanges as lanes: client, cache, server. Pure.

Requests and answers are those that were recorded. What the cache between them does follows from RFC 9111
(`course.values.caching`): it is the client's own, and it begins empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from course.values.caching import Verdict, directives, invalidates, keep
from course.values.wire import Exchange, Request, Response

Place = Literal["client", "cache", "server"]
PLACES: tuple[Place, ...] = ("client", "cache", "server")
#: Header fields that say what the next request is about, the most telling first.
ASKS = ("If-None-Match", "If-Modified-Since", "If-Match", "Idempotency-Key", "Authorization", "Range")
TELLS = ("Location", "Retry-After", "Cache-Control", "ETag", "Last-Modified", "Allow")
CONDITIONS = ("If-None-Match", "If-Modified-Since")


@dataclass(frozen=True)
class Row:
    """One arrow from place to place, or a sentence about the cache (from the cache to itself)."""

    start: Place
    end: Place
    text: str
    #: A header field that matters, "" for none.
    detail: str = ""
    #: Status code of an answer, which stands before the text; 0 for what is no answer.
    status: int = 0

    @property
    def words(self) -> str:
        """Return the row as a sentence."""
        said = f"{self.status or ''} {self.text}".strip() + (f", {self.detail}" if self.detail else "")
        return f"The cache: {said}." if self.start == self.end else f"{self.start} to {self.end}: {said}."


@dataclass(frozen=True)
class Lanes:
    """The rows from top to bottom, and which of the exchanges the server gets to see."""

    rows: tuple[Row, ...]
    asked: tuple[bool, ...]


def lanes_of(exchanges: Sequence[Exchange]) -> Lanes:
    """Return the lanes of exchanges in the order in which they were sent."""
    cache = _Cache()
    asked = tuple(cache.take(exchange) for exchange in exchanges)
    return Lanes(tuple(cache.rows), asked)


@dataclass(frozen=True)
class _Kept:
    request: Request
    response: Response
    verdict: Verdict


@dataclass
class _Cache:
    rows: list[Row] = field(default_factory=list)
    kept: dict[str, _Kept] = field(default_factory=dict)

    def take(self, exchange: Exchange) -> bool:
        """Draw one exchange, and tell whether the server was asked."""
        request, response = exchange.request, exchange.response
        found = self.fitting(request)
        name = f"{request.method} {request.path}"
        if found and (found.verdict.fresh or 0) > 0 and "no-cache" not in directives(request.headers):
            self.rows.append(Row("client", "cache", name))
            self.note("still fresh, so the server isn't asked")
            self.from_cache(found)
            return False
        self.ask(request, name, found)
        if response is None:
            self.rows.append(Row("server", "client", "no answer"))
        elif response.status == 304 and found and _condition(request):
            self.rows.append(Row("server", "cache", response.phrase, _telling(response), 304))
            self.note("what is kept still holds")
            self.from_cache(found)
        else:
            self.rows.append(Row("server", "client", response.phrase, _telling(response), response.status))
            self.learn(request, response)
        return True

    def fitting(self, request: Request) -> _Kept | None:
        """Return the kept answer that fits a request (RFC 9111 §4)."""
        found = self.kept.get(request.path) if request.method == "GET" else None
        if found is None:
            return None
        names = (found.response.header("Vary") or "").split(",")
        same = all(_header(request, name.strip()) == _header(found.request, name.strip()) for name in names)
        return found if same else None

    def ask(self, request: Request, name: str, found: _Kept | None) -> None:
        condition = _condition(request)
        if found and condition:
            self.rows += [Row("client", "cache", name), Row("cache", "server", name, condition)]
        else:
            self.rows.append(Row("client", "server", name, _first(request.headers, ASKS)))

    def learn(self, request: Request, response: Response) -> None:
        verdict = keep(request, response, shared=False)
        if invalidates(request, response) and request.path in self.kept:
            del self.kept[request.path]
            self.note(f"forgets what it kept for {request.path}")
        elif verdict.stored:
            self.kept[request.path] = _Kept(request, response, verdict)
            self.note(verdict.use)
        elif request.method == "GET":
            self.note(f"not kept: {verdict.reasons[0].text}")

    def from_cache(self, found: _Kept) -> None:
        response = found.response
        self.rows.append(Row("cache", "client", f"{response.phrase}, from the cache", "", response.status))

    def note(self, text: str) -> None:
        """Say something of the cache, once."""
        if Row("cache", "cache", text) not in self.rows:
            self.rows.append(Row("cache", "cache", text))


def _header(request: Request, name: str) -> str | None:
    return next((value for key, value in request.headers if key.lower() == name.lower()), None)


def _condition(request: Request) -> str:
    return _first(request.headers, CONDITIONS)


def _telling(response: Response) -> str:
    return _first(response.headers, TELLS)


def _first(headers: Sequence[tuple[str, str]], wanted: Sequence[str]) -> str:
    """Return the most telling of some header fields as a line, "" when none is there."""
    found = {name.lower(): f"{name}: {value}" for name, value in headers}
    return next((found[name.lower()] for name in wanted if name.lower() in found), "")


# The drawing

#: Units of the drawing: about a pixel each on a phone.
WIDTH, MARGIN = 360, 26
AT: dict[Place, int] = {"client": MARGIN, "cache": WIDTH // 2, "server": WIDTH - MARGIN}
#: Characters that fit on a line of the drawing, in the wire's face and in that of a note.
FITS, NOTE_FITS = 40, 46
TOP, ARROW, DETAIL, NOTE = 34, 34, 16, 17


@dataclass(frozen=True)
class Drawn:
    """One row with its place: `y` is that of the arrow, or of the first line of a note."""

    row: Row
    y: int
    #: Where the arrow begins and ends.
    x1: int
    x2: int
    text: str
    detail: str
    #: The lines of a note.
    lines: tuple[str, ...] = ()


def drawn(lanes: Lanes) -> tuple[tuple[Drawn, ...], int]:
    """Return the rows with their places, and the height of the drawing."""
    y, found = TOP, []
    for row in lanes.rows:
        if row.start == row.end:
            lines = tuple(_wrapped(row.text))
            found.append(Drawn(row, y + NOTE + 4, AT["cache"], AT["cache"], "", "", lines))
            y += NOTE * len(lines) + 8
        else:
            y += ARROW
            text = _cut(row.text, FITS - (4 if row.status else 0))
            found.append(Drawn(row, y, AT[row.start], AT[row.end], text, _cut(row.detail, FITS)))
            y += DETAIL if row.detail else 0
    return tuple(found), y + 16


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > NOTE_FITS:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line
