"""Tell whether facts hold for an exchange, and whether steps happened in a check."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import singledispatch
from json import dumps
from typing import Any

from course.grading.checks.facts import CheckFacts, Event, ExchangeFacts, NoteFacts
from course.grading.evidence import terms
from course.grading.evidence.subjects import (
    MISSING,
    at,
    body_of,
    header,
    headers_of,
    is_near,
    location_of,
    parsed,
    path_of,
    subject_of,
    text_of,
    unquoted,
    value_of,
)
from course.grading.evidence.terms import Fact, NoteStep, Reference, Step, Steps, Subject

Earlier = tuple[ExchangeFacts, ...]
Numbered = tuple[tuple[int, Event], ...]
_KINDS: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "list": list,
    "null": type(None),
}


def find_steps(steps: Steps, facts: CheckFacts) -> Earlier | None:
    """Return the exchanges that show the steps in their order, None when they did not happen."""
    numbered: list[tuple[int, Event]] = []
    count = 0
    for event in facts.events:
        count += isinstance(event, ExchangeFacts)
        numbered.append((count, event))
    return _find(steps, tuple(numbered), (), count)


def _find(steps: Steps, events: Numbered, earlier: Earlier, count: int) -> Earlier | None:
    if not steps:
        return earlier
    for place, (number, event) in enumerate(events):
        after = _taken(steps[0], number, event, earlier, count)
        found = None if after is None else _find(steps[1:], events[place + 1 :], after, count)
        if found is not None:
            return found
    return None


def _taken(step: Step | NoteStep, number: int, event: Event, earlier: Earlier, count: int) -> Earlier | None:
    """Return the exchanges seen so far when a step is this event, None when it is not."""
    if isinstance(step, NoteStep):
        return earlier if isinstance(event, NoteFacts) and _is_note(step, event, earlier) else None
    if not isinstance(event, ExchangeFacts) or step.number not in (0, number, -1):
        return None
    if step.number == -1 and number != count:
        return None
    return (*earlier, event) if step_holds(step, event, earlier) else None


def step_holds(step: Step, one: ExchangeFacts, earlier: Earlier) -> bool:
    """Tell whether an exchange is the one that a step describes, and is answered as it says."""
    return (
        step.method in ("ANY", one.method)
        and path_fits(step.path, one, earlier)
        and facts_hold(step.sent, one, earlier, of_request=True)
        and facts_hold(step.facts, one, earlier)
    )


def facts_hold(facts: Iterable[Fact], one: ExchangeFacts, earlier: Earlier, of_request: bool = False) -> bool:
    """Tell whether all facts hold for the answer of an exchange, or for its request."""
    return all(holds(fact, one, earlier, of_request) for fact in facts)


def path_fits(pattern: str | Reference, one: ExchangeFacts, earlier: Earlier) -> bool:
    """Tell whether the path of a request is the one that is meant."""
    path = path_of(one)
    if isinstance(pattern, Reference):
        wanted = value_of(pattern, one, earlier)
        return wanted is not MISSING and unquoted(wanted) == unquoted(path)
    if pattern == "any":
        return True
    regex = "[^/]+".join(re.escape(part) for part in pattern.split("*"))
    return any(re.fullmatch(regex, text) for text in (path, unquoted(path)))


@singledispatch
def holds(fact: Any, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    """Tell whether a fact holds for an exchange that came after others."""
    raise TypeError(f"{type(fact).__name__} is no fact")


@holds.register
def _(fact: terms.StatusFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    status = str(one.status)
    return fact.negated != any(code in (status, f"{status[0]}xx") for code in fact.codes)


@holds.register
def _(fact: terms.WordFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    return fact.negated != _word_holds(fact, one, of_request)


@holds.register
def _(fact: terms.PresenceFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    value = subject_of(one, fact.subject, of_request)
    match fact.presence:
        case "absent":
            return value is MISSING and _could_be_there(fact.subject, one, of_request)
        case "present":
            return value is not MISSING
        case "empty":
            return value is MISSING or value in (None, "", [], {}, [""])
        case "twice":
            return value is not MISSING and _times(fact.subject, value, one, of_request) > 1


@holds.register
def _(fact: terms.KindFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    value = _single(fact.subject, subject_of(one, fact.subject, of_request))
    if isinstance(value, bool):
        return fact.kind == "boolean"
    return isinstance(value, _KINDS[fact.kind])


@holds.register
def _(fact: terms.PatternFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    value = _single(fact.subject, subject_of(one, fact.subject, of_request))
    return value is not MISSING and fact.negated != bool(fact.pattern.search(text_of(value)))


@holds.register
def _(fact: terms.MembersFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    value = subject_of(one, fact.subject, of_request)
    if value is MISSING:
        return False
    return {part.strip() for part in text_of(value).split(",") if part.strip()} == fact.members


@holds.register
def _(fact: terms.CountFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    value = subject_of(one, fact.subject, of_request)
    return isinstance(value, list | dict) and len(value) == fact.number


@holds.register
def _(fact: terms.NearFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    return is_near(subject_of(one, fact.subject, of_request), one.moment)


@holds.register
def _(fact: terms.ComparisonFact, one: ExchangeFacts, earlier: Earlier, of_request: bool) -> bool:
    mine, wanted = subject_of(one, fact.subject, of_request), value_of(fact.value, one, earlier)
    if mine is MISSING or wanted is MISSING:
        return False
    if fact.subject.kind == "query":
        # A query knows texts only; of a parameter that is sent twice nobody knows which one counts.
        wanted = fact.value.text if isinstance(fact.value, terms.Literally) else text_of(wanted)
        mine = mine[0] if len(mine) == 1 else MISSING
    elif fact.subject == Subject("header", "Location") and not of_request:
        mine = location_of(one)
    elif fact.subject.kind == "path":
        mine, wanted = unquoted(mine), unquoted(wanted)
    return mine is not MISSING and compare(mine, fact.operator, wanted)


def compare(mine: Any, operator: terms.Comparison, wanted: Any) -> bool:
    """Compare two values of JSON; true is not 1, and only numbers have an order."""
    match operator.lstrip("!"):
        case "=":
            return _equal(mine, wanted) == (operator == "=")
        case "holds":
            return _is_inside(text_of(wanted), text_of(mine)) == (operator == "holds")
        case "tail":
            return (unquoted(text_of(mine).rstrip("/").rpartition("/")[2]) == text_of(wanted)) == (
                operator == "tail"
            )
    if not _are_numbers(mine, wanted):
        return False
    return bool(mine < wanted) if operator == "<" else bool(mine > wanted)


def _is_inside(part: str, whole: str) -> bool:
    """Tell whether a text stands in another one: as it is, as a URL or as JSON writes it."""
    return any(form in text for form in (part, dumps(part)[1:-1]) for text in (whole, unquoted(whole)))


def _equal(mine: Any, wanted: Any) -> bool:
    return bool(mine == wanted) and isinstance(mine, bool) == isinstance(wanted, bool)


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _single(subject: Subject, value: Any) -> Any:
    """Return the one value of a parameter, MISSING when it was sent twice; every other value as it is."""
    if subject.kind != "query" or value is MISSING:
        return value
    return value[0] if len(value) == 1 else MISSING


def _could_be_there(subject: Subject, one: ExchangeFacts, of_request: bool) -> bool:
    """Tell whether a field could be there at all: what holds it is an object."""
    if subject.kind != "field":
        return True
    around = at(parsed(body_of(one, of_request)), subject.name.rpartition(".")[0])
    return isinstance(around, dict)


def _times(subject: Subject, value: Any, one: ExchangeFacts, of_request: bool) -> int:
    if subject.kind == "query":
        return len(value)
    return sum(name.lower() == subject.name.lower() for name, _ in headers_of(one, of_request))


def _word_holds(fact: terms.WordFact, one: ExchangeFacts, of_request: bool) -> bool:
    body = body_of(one, of_request)
    match fact.word:
        case "empty":
            return not body
        case "json":
            return parsed(body) is not MISSING
        case "html":
            return _media_type(one, of_request) == "text/html"
        case "text":
            return bool(body) and parsed(body) is MISSING
        case "object":
            return isinstance(parsed(body), dict)
        case "list":
            return isinstance(parsed(body), list)
        case "crash":
            return bool(one.crash) and _is_one_of(one.crash, fact.names)
        case "routed":
            return one.routed
        case "unrouted":
            return not one.routed
    return one.failing


def _is_one_of(crash: str, names: tuple[str, ...]) -> bool:
    """Tell whether an exception is one of those named; `sqlite3.IntegrityError` is an IntegrityError."""
    kind = crash.partition(":")[0].strip().rpartition(".")[2]
    return not names or kind in names


def _media_type(one: ExchangeFacts, of_request: bool) -> str:
    value = header(headers_of(one, of_request), "Content-Type")
    return "" if value is MISSING else str(value).partition(";")[0].strip().lower()


def _is_note(step: NoteStep, note: NoteFacts, earlier: Earlier) -> bool:
    """Tell whether a note is the one that a step means; its values are read like the body of a request."""
    as_sent = ExchangeFacts("NOTE", "/", (), note.values, "", 0, (), "", "", "", False, 0.0)
    return note.name == step.name and facts_hold(step.facts, as_sent, earlier, of_request=True)
