"""Which code? The walk from a request's first fault to one code, as values, and as a drawing.

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


#: Width of the drawing in its own units. Narrow, so that its text can be read on a phone.
WIDTH = 360
_MARGIN, _INDENT, _GAP = 8, 34, 8
_CHIP_WIDTH, _CHIP_HEIGHT = 54, 36
_CHECK_HEIGHT, _PART_HEIGHT = 48, 38
_AFTER_ROW, _AFTER_CHECK = 12, 18


@dataclass(frozen=True)
class Box:
    """One link of the drawing: a check, a question inside one, or an end."""

    kind: Literal["check", "part", "end"]
    target: str
    x: int
    y: int
    width: int
    height: int
    #: What stands in it, and what is read out for it.
    label: str
    spoken: str
    number: int = 0
    code: int = 0

    @property
    def middle(self) -> int:
        """Return the height of its middle line."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """One line of the drawing, from a corner to another."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Drawing:
    """The walk as a picture, from top to bottom."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(walk: Decision) -> Drawing:
    """Return the walk as a picture: the spine from top to bottom, the ends indented below their checks."""
    pen = _Pen(walk)
    checks: list[Box] = []
    for number, check in enumerate(walk.spine, 1):
        checks.append(pen.check(check, number))
    spine = [
        Line(_MARGIN + 16, above.y + above.height, _MARGIN + 16, below.y)
        for above, below in zip(checks, checks[1:], strict=False)
    ]
    return Drawing(WIDTH, pen.y, tuple(pen.boxes), (*spine, *pen.lines))


class _Pen:
    """Keeps the place on the sheet while the walk is drawn."""

    def __init__(self, walk: Decision) -> None:
        self.walk = walk
        self.boxes: list[Box] = []
        self.lines: list[Line] = []
        self.y = _MARGIN

    def check(self, check: Check, number: int) -> Box:
        """Draw a check of the spine with everything that ends at it."""
        spoken = f"{number} {check.short} {check.question}"
        size = (WIDTH - 2 * _MARGIN, _CHECK_HEIGHT)
        box = Box("check", check.id, _MARGIN, self.y, *size, check.short, spoken, number)
        self.boxes.append(box)
        self.y += _CHECK_HEIGHT + _AFTER_ROW
        self._below(check, 1, box)
        self.y += _AFTER_CHECK - _AFTER_ROW
        return box

    def _below(self, check: Check, depth: int, above: Box) -> None:
        left = _MARGIN + depth * _INDENT
        rail = left - _INDENT + 16
        reached = above.y + above.height
        ends = [choice for choice in check.choices if choice.end]
        room = (WIDTH - _MARGIN - left + _GAP) // (_CHIP_WIDTH + _GAP)
        for start in range(0, len(ends), room):
            for place, choice in enumerate(ends[start : start + room]):
                self._end(choice, left + place * (_CHIP_WIDTH + _GAP))
            self.lines.append(Line(rail, self.y + _CHIP_HEIGHT // 2, left, self.y + _CHIP_HEIGHT // 2))
            reached = self.y + _CHIP_HEIGHT // 2
            self.y += _CHIP_HEIGHT + _AFTER_ROW
        for choice in check.choices:
            inner = self.walk.checks.get(choice.go)
            if inner is not None and not inner.stage:
                reached = self._part(inner, choice, depth, left)
        self.lines.append(Line(rail, above.y + above.height, rail, reached))

    def _part(self, check: Check, choice: Choice, depth: int, left: int) -> int:
        label = check.short if depth == 1 else f"{choice.text.rstrip('.')}: {check.short.lower()}"
        size = (WIDTH - _MARGIN - left, _PART_HEIGHT)
        box = Box("part", check.id, left, self.y, *size, label, f"{label} {check.question}")
        self.boxes.append(box)
        self.lines.append(Line(left - _INDENT + 16, box.middle, left, box.middle))
        self.y += _PART_HEIGHT + _AFTER_ROW
        self._below(check, depth + 1, box)
        return box.middle

    def _end(self, choice: Choice, x: int) -> None:
        if choice.end is None:
            return
        spoken = f"{codes.speak(choice.end.code)}: {choice.text}"
        size = (_CHIP_WIDTH, _CHIP_HEIGHT)
        code = choice.end.code
        self.boxes.append(Box("end", choice.end.id, x, self.y, *size, str(code), spoken, code=code))
