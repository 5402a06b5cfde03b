"""Two texts side by side, line by line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

#: Equal lines shown before and after a difference.
CONTEXT = 3


@dataclass(frozen=True)
class Line:
    """One line of one side; number 0 where this side has none."""

    number: int = 0
    text: str = ""


@dataclass(frozen=True)
class DiffRow:
    """One row of two texts side by side."""

    kind: Literal["same", "changed", "removed", "added", "skipped"]
    left: Line = Line()
    right: Line = Line()
    #: skipped only: how many equal lines are left out.
    count: int = 0


def side_by_side(left: str, right: str) -> tuple[DiffRow, ...]:
    """Return two texts as rows; long stretches of equal lines are left out, nothing when all are equal."""
    one, other = left.splitlines(), right.splitlines()
    rows: list[DiffRow] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    opcodes = matcher.get_opcodes()
    if all(tag == "equal" for tag, *_ in opcodes):
        return ()
    for position, (tag, a, b, c, d) in enumerate(opcodes):
        if tag == "equal":
            rows += _equal(one, a, b, c, first=position == 0, last=position == len(opcodes) - 1)
            continue
        for offset in range(max(b - a, d - c)):
            here = Line(a + offset + 1, one[a + offset]) if a + offset < b else Line()
            there = Line(c + offset + 1, other[c + offset]) if c + offset < d else Line()
            kind: Literal["changed", "removed", "added"] = (
                "changed" if here.number and there.number else "removed" if here.number else "added"
            )
            rows.append(DiffRow(kind, here, there))
    return tuple(rows)


def _equal(one: list[str], a: int, b: int, c: int, first: bool, last: bool) -> list[DiffRow]:
    def row(offset: int) -> DiffRow:
        text = one[a + offset]
        return DiffRow("same", Line(a + offset + 1, text), Line(c + offset + 1, text))

    size = b - a
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    if size <= head + tail + 1:
        return [row(offset) for offset in range(size)]
    skipped = DiffRow("skipped", count=size - head - tail)
    return [*map(row, range(head)), skipped, *map(row, range(size - tail, size))]
