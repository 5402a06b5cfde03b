"""Two texts side by side, line by line. Pure."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

#: Returns each line of a text as HTML.
Highlight = Callable[[str], Sequence[str]]
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


@dataclass(frozen=True)
class DiffLine:
    """One line of two texts in one column: alike, only in the first, or only in the second."""

    kind: Literal["same", "del", "add", "skipped"]
    number: int = 0
    html: str = ""
    #: skipped only: how many equal lines are left out.
    count: int = 0


def in_one_column(left: str, right: str, highlight: Highlight) -> tuple[DiffLine, ...]:
    """Return two texts as highlighted lines below one another; nothing when they are equal."""
    left, right = _lines_of(left), _lines_of(right)
    left_html, right_html = highlight(left), highlight(right)
    found: list[DiffLine] = []
    removed: list[DiffLine] = []
    added: list[DiffLine] = []
    for row in side_by_side(left, right):
        if row.kind in ("same", "skipped"):
            found += [*removed, *added, *_kept(row, left_html)]
            removed, added = [], []
            continue
        if row.left.number:
            removed.append(DiffLine("del", row.left.number, _at(left_html, row.left)))
        if row.right.number:
            added.append(DiffLine("add", row.right.number, _at(right_html, row.right)))
    return (*found, *removed, *added)


def _kept(row: DiffRow, html: Sequence[str]) -> Iterator[DiffLine]:
    if row.kind == "skipped":
        yield DiffLine("skipped", count=row.count)
    else:
        yield DiffLine("same", row.left.number, _at(html, row.left))


def _lines_of(text: str) -> str:
    # str.splitlines knows more ends of a line than a highlighter does.
    return "\n".join(text.splitlines())


def _at(html: Sequence[str], line: Line) -> str:
    # A highlighter leaves out the empty lines at the end.
    return html[line.number - 1] if line.number <= len(html) else ""


def with_docstring_of(text: str, other: str) -> str:
    """Return a Python text with the module docstring of another one: what they say about themselves differs.

    A text that is not Python, or has no docstring, comes back as it is.
    """
    here, there = _docstring_lines(text), _docstring_lines(other)
    if here is None or there is None:
        return text
    lines, others = text.splitlines(), other.splitlines()
    lines[here] = others[there]
    return "\n".join(lines) + "\n"


def _docstring_lines(text: str) -> slice | None:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    if ast.get_docstring(tree) is None or tree.body[0].end_lineno is None:
        return None
    return slice(tree.body[0].lineno - 1, tree.body[0].end_lineno)
