"""Ask the learner's app what no check has asked, after the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from json import dumps
from typing import Any

from course.grading.checks.facts import ExchangeFacts
from course.grading.evidence import terms
from course.grading.evidence.exchanges import Earlier, facts_hold
from course.grading.evidence.subjects import MISSING, text_of, value_of
from course.values import wire

#: Sends a request to the learner's app, freshly imported if asked; None when no answer comes.
Ask = Callable[[wire.Request, bool], ExchangeFacts | None]
#: What shows that a clause holds, in a few words each; None when it does not hold.
Shown = tuple[str, ...] | None
#: How long the requests of one clause may be together; the last ones are shown.
MOST_LETTERS = 75


def nobody(_request: wire.Request, _fresh: bool) -> ExchangeFacts | None:
    """Answer nothing: where no process can be asked, no asked clause holds."""
    return None


def ask_steps(claim: terms.Asked, ask: Ask) -> Shown:
    """Send the requests to one fresh import; return the last ones if all are answered as the steps say."""
    earlier: Earlier = ()
    for step in claim.steps:
        request = request_of(step, earlier)
        one = ask(request, not earlier) if request else None
        if one is None or not facts_hold(step.facts, one, earlier):
            return None
        earlier = (*earlier, one)
    return tuple(f"{said}, asked after the checks" for said in _last_of(one.line for one in earlier))


def _last_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the last lines as one, as many as fit; none when there is none."""
    said = ""
    for line in reversed(tuple(lines)):
        longer = f"{line} then {said}" if said else line
        if said and len(longer) > MOST_LETTERS:
            break
        said = longer
    return (said,) if said else ()


def request_of(step: terms.Step, earlier: Earlier) -> wire.Request | None:
    """Return the request that a step asks, None when an earlier answer lacks what it needs."""
    path = step.path if isinstance(step.path, str) else _known(step.path, earlier)
    facts = [fact for fact in step.sent if isinstance(fact, terms.ComparisonFact)]
    sent = [(fact.subject, _known(fact.value, earlier)) for fact in facts]
    if path is MISSING or any(value is MISSING for _, value in sent):
        return None
    body = _body(sent)
    headers = [(subject.name, text_of(value)) for subject, value in sent if subject.kind == "header"]
    if body and "content-type" not in {name.lower() for name, _ in headers}:
        headers.append(("Content-Type", "application/json"))
    return wire.Request(step.method, text_of(path), tuple(headers), body.encode())


def _known(value: terms.Value, earlier: Earlier) -> Any:
    if isinstance(value, terms.Literally):
        return value.value
    return value_of(value, earlier[-1], earlier) if earlier else MISSING


def _body(sent: list[tuple[terms.Subject, Any]]) -> str:
    """Return the body: as written after `body =`, else a JSON object of the fields."""
    whole = [value for subject, value in sent if subject.kind == "body"]
    fields = {subject.name: value for subject, value in sent if subject.kind == "field"}
    return text_of(whole[0]) if whole else dumps(fields) if fields else ""
