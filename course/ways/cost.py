"""Cost: what each exchange of the lesson costs in bytes and round trips, and what a cache may save."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from course.values.caching import Verdict, invalidates, keep, repeatable
from course.values.lesson import Lesson, Panel, Pitfall
from course.values.wire import Exchange, Request
from course.ways.blocks import blocks_of, panels_of
from course.ways.measured import Size, follow, size
from course.ways.retries import POLICIES, Outcome, simulate
from course.ways.secrets import Secret, gives_away, open_secrets
from course.ways.way import Way, WayRequest

#: Paths of the course's own models of a browser and of a cache: no exchange of an API.
MODELS = ("/cache/", "/click/")
#: Codes for which it matters when a client comes back.
WAITING = frozenset({429, 503})
#: Pairs that are shown side by side at most, and how many bytes make a difference worth a picture.
MOST_PAIRS = 8
LEAST_BYTES = 20


@dataclass(frozen=True)
class Line:
    """One exchange, measured."""

    app: str
    exchange: Exchange
    size: Size
    #: Codes of the answers until the last, when the client follows redirects: (308, 200).
    trips: tuple[int, ...]
    #: Bytes of all of them together.
    whole: Size
    #: May a client's own cache keep the answer, and one that serves many?
    own: Verdict
    shared: Verdict
    #: Whether caches forget what they keep for this address.
    forget: bool
    #: Whether a client may send it again by itself.
    again: str

    @property
    def status(self) -> int:
        """Return the code of the answer."""
        return self.exchange.response.status if self.exchange.response else 0

    @property
    def label(self) -> str:
        """Return method and path."""
        return f"{self.exchange.request.method} {self.exchange.request.path}"


@dataclass(frozen=True)
class Bar:
    """One side of a comparison, as a bar: bytes of the answer, head and body."""

    words: str
    status: int
    head: int
    body: int
    trips: int = 1

    @property
    def total(self) -> int:
        """Return the bytes of the answer."""
        return self.head + self.body


@dataclass(frozen=True)
class Pair:
    """Two ways to the same end."""

    title: str
    bars: tuple[Bar, Bar]
    #: What the comparison says, one line of Markdown.
    says: str

    @property
    def most(self) -> int:
        """Return the bytes of the longer bar."""
        return max(bar.total for bar in self.bars)


@dataclass(frozen=True)
class Cost:
    """The page: comparisons, every exchange, and what retries do where the lesson is about waiting."""

    pairs: tuple[Pair, ...]
    lines: tuple[Line, ...]
    #: Exchanges that wait for an answer of the learner.
    waiting: int
    retries: tuple[Outcome, ...]


def build(asked: WayRequest) -> Cost:
    """Return the page of a lesson."""
    secrets = open_secrets(asked)
    folder = asked.library.lessons_dir / asked.lesson.outline.slug
    panels = panels_of(asked.lesson)
    seen = [panel for panel in panels if not gives_away(panel, secrets)]
    lines = _distinct(line for panel in seen for line in _lines(folder, panel))
    found = (*_not_modified(lines), *_redirected(lines), *_pitfalls(asked.lesson, secrets))
    pairs = tuple({(pair.title, pair.bars[1].total): pair for pair in reversed(found)}.values())[::-1]
    return Cost(
        pairs[:MOST_PAIRS],
        lines,
        len(panels) - len(seen),
        _retries() if WAITING & set(asked.lesson.outline.codes) else (),
    )


def _lines(folder: Path, panel: Panel) -> Iterator[Line]:
    sent: tuple[Request, ...] = ()
    for exchange in panel.exchanges:
        sent = (*sent, exchange.request)
        measured, response = size(exchange), exchange.response
        if measured is None or response is None or exchange.request.path.startswith(MODELS):
            continue
        request = exchange.request
        chain = follow(folder / panel.app, sent, exchange) if panel.mode == "production" else (exchange,)
        sizes = [found for found in map(size, chain) if found]
        yield Line(
            panel.app,
            exchange,
            measured,
            tuple(one.response.status for one in chain if one.response),
            sum(sizes[1:], sizes[0]),
            keep(request, response, shared=False),
            keep(request, response),
            invalidates(request, response),
            repeatable(request.method),
        )


def _distinct(lines: Iterator[Line]) -> tuple[Line, ...]:
    """Return lines without those that say the same of the same request to the same app."""
    found: dict[Hashable, Line] = {}
    for line in lines:
        found.setdefault((line.app, line.exchange.request, line.status, line.size), line)
    return tuple(found.values())


def _bar(words: str, line: Line) -> Bar:
    return Bar(words, line.status, line.size.head, line.size.body)


def _not_modified(lines: tuple[Line, ...]) -> Iterator[Pair]:
    """Yield each 304 beside the 200 of the same address."""
    for line in lines:
        path = line.exchange.request.path
        full = next(
            (o for o in lines if (o.app, o.status, o.exchange.request.path) == (line.app, 200, path)), None
        )
        if line.status == 304 and full is not None:
            says = (
                f"{{304}} costs {line.size.answer} bytes however large the thing is; {{200}} costs"
                f" {full.size.head} and the whole body, here {full.size.body}."
            )
            yield Pair(
                f"{line.label}, {line.app}",
                (_bar("the whole answer", full), _bar("not modified", line)),
                says,
            )


def _redirected(lines: tuple[Line, ...]) -> Iterator[Pair]:
    """Yield each redirect beside the right address."""
    for line in lines:
        if len(line.trips) > 1 and 200 <= line.trips[-1] < 300:
            last = line.trips[-1]
            direct = Bar(
                "the right address", last, line.whole.head - line.size.head, line.whole.body - line.size.body
            )
            around = Bar("with the redirect", line.status, line.whole.head, line.whole.body, len(line.trips))
            says = f"{len(line.trips)} round trips and {line.whole.total} bytes in both directions."
            yield Pair(f"{line.label}, {line.app}", (around, direct), says)


def _pitfalls(lesson: Lesson, secrets: tuple[Secret, ...]) -> Iterator[Pair]:
    """Yield each careless app beside the careful one, where the number of bytes differs."""
    for block in blocks_of(lesson):
        if (
            not isinstance(block, Pitfall)
            or gives_away(block.wrong, secrets)
            or gives_away(block.right, secrets)
        ):
            continue
        first, second = size(block.wrong.last), size(block.right.last)
        more = first.answer - second.answer if first and second else 0
        request = block.wrong.last.request
        if first and second and abs(more) >= LEAST_BYTES and not request.path.startswith(MODELS):
            bars = (_side("careless", block.wrong, first), _side("careful", block.right, second))
            says = f"The careful answer is {abs(more)} bytes {'shorter' if more > 0 else 'longer'}."
            yield Pair(f"{request.method} {request.path}, {block.right.app}", bars, says)


def _side(words: str, panel: Panel, measured: Size) -> Bar:
    return Bar(words, panel.last.response.status if panel.last.response else 0, measured.head, measured.body)


@cache
def _retries() -> tuple[Outcome, ...]:
    return tuple(simulate(policy) for policy in POLICIES)


def values(it: Cost) -> dict[str, Any]:
    """Return the page as JSON-ready values."""
    return {
        "exchanges": [
            {
                "request": line.label,
                "app": line.app,
                "status": line.status,
                "head": line.size.head,
                "body": line.size.body,
                "trips": line.trips,
                "own": line.own.use,
                "shared": line.shared.use,
                "again": line.again,
            }
            for line in it.lines
        ],
        "waiting": it.waiting,
        "simulated": [
            {"policy": one.policy, "requests": one.requests, "worst_second": one.worst, "last": one.last}
            for one in it.retries
        ],
    }


def state(asked: WayRequest) -> Hashable:
    """Return what the page depends on besides the lesson: which questions still hide something."""
    return tuple(secret.question for secret in open_secrets(asked))


WAY = Way(
    id="cost",
    name="Cost",
    purpose="keep",
    summary="Bytes, round trips, and what a cache may save.",
    build=build,
    values=values,
    state=state,
)
