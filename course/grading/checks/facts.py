"""The facts of a failed check that the evidence for a misconception reads. They are never stored."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from json import dumps, loads
from typing import Any

from course.grading.checks.answers import Note, Record, Recorded

#: Characters of a body, a compared value or a text that are kept.
MOST_TEXT = 4_000
#: Exchanges and notes of one check that are kept, from the end.
MOST_EVENTS = 400
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ExchangeFacts:
    """One request of a check and what came back."""

    method: str
    #: Path and query as sent.
    path: str
    sent_headers: Pairs
    sent: str
    #: The address of the client, "" where the check says nothing of it.
    address: str
    #: 0 when there was no answer.
    status: int
    headers: Pairs
    body: str
    #: "KeyError: 'title'" when the learner's code raised, else "".
    crash: str
    where: str
    #: Whether it is the exchange that the failed check is about.
    failing: bool
    #: Seconds since 1970 when the facts were taken.
    moment: float
    #: Whether a body was too long to be kept whole.
    cut: bool = False
    #: Whether a route of the learner's file matches the request.
    routed: bool = True

    @property
    def line(self) -> str:
        """Return the exchange in a few words: "POST /recipes → 201"."""
        return f"{self.method} {self.path} → {self.status or 'no answer'}"


@dataclass(frozen=True)
class NoteFacts:
    """What a check noted between its requests: a call of a stand-in, a planted failure, an entry of a log."""

    name: str
    #: A JSON object, as text.
    values: str


Event = ExchangeFacts | NoteFacts


@dataclass(frozen=True)
class CheckFacts:
    """What happened in one failed check, in order, and the comparison that failed."""

    events: tuple[Event, ...] = ()
    #: The statements of the check file that led to the failed assert, outermost first.
    statements: tuple[str, ...] = ()
    #: The compared values as JSON, left and right; None when no comparison failed.
    compared: tuple[str, str] | None = None

    @property
    def exchanges(self) -> tuple[ExchangeFacts, ...]:
        """Return the requests of the check with their answers."""
        return tuple(event for event in self.events if isinstance(event, ExchangeFacts))


def facts_of(record: Record, statements: tuple[str, ...]) -> CheckFacts:
    """Return the facts of a check that has just failed."""
    comparison = record.comparison
    compared = (as_json(comparison[1]), as_json(comparison[2])) if comparison else None
    return CheckFacts(tuple(_events_of(record))[-MOST_EVENTS:], statements, compared)


def facts_of_exchange(recorded: Recorded) -> ExchangeFacts:
    """Return one exchange as values."""
    request, response = recorded.exchange.request, recorded.exchange.response
    sent, sent_cut = _text(request.body)
    body, body_cut = _text(response.body if response else b"")
    return ExchangeFacts(
        method=request.method,
        path=request.path,
        sent_headers=request.headers,
        sent=sent,
        address=recorded.address,
        status=response.status if response else 0,
        headers=response.headers if response else (),
        body=body,
        crash=_crash_of(recorded),
        where=recorded.crash_where or recorded.where,
        failing=recorded.failing,
        moment=time.time(),
        cut=sent_cut or body_cut,
        routed=recorded.routed,
    )


def dump_facts(facts: CheckFacts) -> str:
    """Return facts as the text that crosses from process to process."""
    return dumps(asdict(facts))


def load_facts(text: str) -> CheckFacts:
    """Rebuild facts from dump_facts's text; "" gives facts that say nothing."""
    if not text:
        return CheckFacts()
    values = loads(text)
    compared = values["compared"]
    return CheckFacts(
        tuple(_event(one) for one in values["events"]),
        tuple(values["statements"]),
        (compared[0], compared[1]) if compared else None,
    )


def load_exchange(values: dict[str, Any]) -> ExchangeFacts:
    """Rebuild one exchange from JSON values."""
    pairs = {key: tuple((name, value) for name, value in values[key]) for key in ("sent_headers", "headers")}
    return ExchangeFacts(**{**values, **pairs})


def as_json(value: Any) -> str:
    """Return a value as JSON text; a long one is cut, and then it is no JSON any more."""
    try:
        text = dumps(value, default=_item)
    except (TypeError, ValueError, RecursionError):
        text = dumps(f"a {type(value).__name__} that JSON cannot say")
    return text[:MOST_TEXT]


def _events_of(record: Record) -> Iterator[Event]:
    notes = list(record.notes)
    for number, recorded in enumerate(record.exchanges):
        while notes and notes[0].after <= number:
            yield _note(notes.pop(0))
        yield facts_of_exchange(recorded)
    yield from map(_note, notes)


def _note(note: Note) -> NoteFacts:
    return NoteFacts(note.name, as_json(note.values))


def _event(values: dict[str, Any]) -> Event:
    return load_exchange(values) if "method" in values else NoteFacts(**values)


def _text(body: bytes) -> tuple[str, bool]:
    text = body.decode("utf-8", "replace")
    return text[:MOST_TEXT], len(text) > MOST_TEXT


def _crash_of(recorded: Recorded) -> str:
    if not recorded.exchange.crashed:
        return ""
    return (recorded.traceback.strip().splitlines() or [recorded.exchange.raised or "an exception"])[-1]


def _item(value: Any) -> Any:
    """Return what stands for a value that JSON does not know."""
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
