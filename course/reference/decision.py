"""Which code? The walk from a request's first fault to one code, as values.

The walk is a tree: every check and every end is reached in one way. So its id alone, which is the last part
of its address, says which choices led there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

from course.reference.entries import SAMPLES, citations, read_request
from course.text import rfc, safe_yaml
from course.values import codes
from course.values.wire import Request

#: fixed: the standard says which fault wins. follows: what the codes mean says it. open: left to the server.
Verdict = Literal["fixed", "follows", "open"]


class DecisionFault(ValueError):
    """Raised when data/decision.yaml cannot be used; the message lists every mistake."""


@dataclass(frozen=True)
class Alternative:
    """Another code that people defend, and what it costs a client. The cost is one line of Markdown."""

    code: int
    cost: str


@dataclass(frozen=True)
class End:
    """A code at which the walk ends, and why it is that one. The reason is one line of Markdown."""

    id: str
    code: int
    because: str
    instead: tuple[Alternative, ...]


@dataclass(frozen=True)
class Choice:
    """One answer to a check, and where it leads: to another check by id, or to an end."""

    text: str
    go: str = ""
    end: End | None = None

    @property
    def target(self) -> str:
        """Return the id it leads to."""
        return self.end.id if self.end else self.go


@dataclass(frozen=True)
class Check:
    """One question of the walk. Sentences are one line of Markdown."""

    id: str
    #: The name of the check on the spine, "" for a question inside one.
    stage: str
    short: str
    question: str
    #: What is known about its place in the order.
    order: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Stage:
    """One step that somebody took: the check, and the answer given."""

    check: Check
    choice: Choice


@dataclass(frozen=True)
class TwoFaults:
    """A request with two faults, and what the standard says about which one counts."""

    faults: tuple[str, ...]
    request: Request
    verdict: Verdict
    says: str
    #: The code that the standard asks for, 0 where it asks for none.
    wants: int


@dataclass(frozen=True)
class Decision:
    """The whole walk."""

    start: str
    checks: Mapping[str, Check]
    app: Path
    cases: tuple[TwoFaults, ...]

    @property
    def ends(self) -> dict[str, End]:
        """Return every end by its id."""
        return {c.end.id: c.end for check in self.checks.values() for c in check.choices if c.end}

    @property
    def spine(self) -> tuple[Check, ...]:
        """Return the checks in the order in which a server makes them."""
        return tuple(check for check in self.checks.values() if check.stage)

    def inner(self, choice: Choice) -> Check | None:
        """Return the question inside a check that an answer leads to; None for an end or the next check."""
        check = self.checks.get(choice.go)
        return None if check is None or check.stage else check

    def codes_at(self, check: Check) -> tuple[int, ...]:
        """Return the codes at which the walk can end before the next check, each once, in its order."""
        found: dict[int, None] = {}
        for choice in check.choices:
            inner = self.inner(choice)
            found |= dict.fromkeys(self.codes_at(inner) if inner else [choice.end.code] if choice.end else [])
        return tuple(found)

    def way_to(self, wanted: str) -> tuple[Stage, ...]:
        """Return the answers that lead from the start to a check or an end; empty for the start.

        Raises KeyError when there is neither.
        """
        if wanted == self.start:
            return ()
        for check in self.checks.values():
            for choice in check.choices:
                if choice.target == wanted:
                    return (*self.way_to(check.id), Stage(check, choice))
        raise KeyError(wanted)


@cache
def load() -> Decision:
    """Return the walk of data/decision.yaml. Raises DecisionFault."""
    text = resources.files("course.data").joinpath("decision.yaml").read_text(encoding="utf-8")
    return read(safe_yaml.load(text))


def read(data: Mapping[str, Any]) -> Decision:
    """Return the walk that the values of a decision.yaml describe.

    Raises DecisionFault with every mistake: an answer that leads nowhere, a check reached twice or never,
    an unregistered code, a section that does not exist.
    """
    checks = {name: _check(name, values) for name, values in data["checks"].items()}
    cases = data["two_faults"]
    walk = Decision(
        data["start"],
        checks,
        SAMPLES / cases["app"],
        tuple(_case(values) for values in cases["cases"]),
    )
    faults = [*_tree_faults(walk), *_text_faults(walk)]
    if faults:
        raise DecisionFault("decision.yaml cannot be used:\n" + "\n".join(faults))
    return walk


def _check(name: str, values: Mapping[str, Any]) -> Check:
    return Check(
        name,
        values.get("stage", ""),
        values["short"],
        values["question"],
        values.get("order", ""),
        tuple(_choice(answer) for answer in values["answers"]),
    )


def _choice(values: Mapping[str, Any]) -> Choice:
    if "go" in values:
        return Choice(values["text"], values["go"])
    instead = tuple(Alternative(code, cost) for code, cost in values.get("instead", {}).items())
    return Choice(values["text"], end=End(values["id"], values["code"], values["because"], instead))


def _case(values: Mapping[str, Any]) -> TwoFaults:
    return TwoFaults(
        tuple(values["faults"]),
        read_request(values["send"]),
        values["verdict"],
        values["says"],
        values.get("wants", 0),
    )


def _tree_faults(walk: Decision) -> Iterator[str]:
    targets = [choice.target for check in walk.checks.values() for choice in check.choices]
    for target in sorted(set(targets)):
        if targets.count(target) > 1:
            yield f"{target} is reached in {targets.count(target)} ways. Give it two ids."
        if target in walk.checks and target in walk.ends:
            yield f"{target} is both a check and an end."
        if target not in walk.checks and target not in walk.ends:
            yield f"an answer leads to {target}, which is not a check."
    for name in walk.checks:
        if name != walk.start and name not in targets:
            yield f"no answer leads to {name}."
    if walk.start in targets or walk.start not in walk.checks:
        yield f"the start, {walk.start}, must be a check that no answer leads to."


def _end_faults(end: End) -> Iterator[str]:
    if end.code not in codes.NAMES:
        yield f"{end.id}: {end.code} is not registered."
    if not list(citations(end.because)):
        yield f"{end.id}: say where the standard has it."
    if not end.instead:
        yield f"{end.id}: name a code that people defend instead, and what it costs a client."
    for one in end.instead:
        if one.code not in codes.NAMES or one.code == end.code:
            yield f"{end.id}: {one.code} is not an alternative to {end.code}."


def _text_faults(walk: Decision) -> Iterator[str]:
    for end in walk.ends.values():
        yield from _end_faults(end)
    for case in walk.cases:
        if case.verdict not in get_args(Verdict):
            yield f"{case.faults}: verdict is one of {', '.join(get_args(Verdict))}."
        if (case.verdict == "fixed") != bool(case.wants):
            yield f"{case.faults}: a fixed case, and no other, says which code the standard wants."
    texts = [end.because for end in walk.ends.values()]
    texts += [one.cost for end in walk.ends.values() for one in end.instead]
    texts += [check.order for check in walk.checks.values()] + [case.says for case in walk.cases]
    for text in texts:
        for number, section in citations(text):
            if not rfc.known(number) or (section and not rfc.exists(number, section)):
                yield f"there is no RFC {number} §{section}: {text}"
