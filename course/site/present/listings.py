"""Code as a page shows it: numbered, the line that matters marked, folded where it stands above. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from course.values.lesson import CodeLine, Panel

#: "at": the line to look at. "add", "del": one side of two programs that differ.
Mark = Literal["", "at", "add", "del"]
#: Equal lines are folded from this many on.
FOLDS = 3
#: Two programs are versions of one when at least this share of their lines is equal.
ALIKE = 0.6
#: Equal lines that stay in sight before and after a difference between two whole programs.
CONTEXT = 3
#: A line that can end a view with an answer.
WAY_OUT = re.compile(r"\s*(?:return|raise)\b|\s*abort\(")


@dataclass(frozen=True)
class Line:
    """One line of a listing."""

    number: int
    html: str
    mark: Mark = ""


@dataclass(frozen=True)
class Stretch:
    """Lines that stand together. With words they are folded, and the words say what is in there."""

    lines: tuple[Line, ...]
    words: str = ""


@dataclass(frozen=True)
class Source:
    """The code beside an exchange."""

    name: str
    stretches: tuple[Stretch, ...]
    mode: str = "production"
    #: What the listing is to the reader: "the same app", "differs where marked"; "" for a new one.
    note: str = ""


def source_of(panel: Panel, told: bool = False) -> Source | None:
    """Return the code of a panel by itself, None when it has none.

    `told` says that its answer is known: only then may the line that gave it be marked.
    """
    return Shelf().show(panel, told)


def whole(name: str, code: Sequence[CodeLine]) -> Source | None:
    """Return a whole program as a listing, None when it is empty."""
    return Source(name, (Stretch(_lines(code, set())),)) if code else None


class Shelf:
    """The listings of one page in order; one that was shown before is folded when it comes again."""

    def __init__(self) -> None:
        self._shown: list[Panel] = []

    def show(self, panel: Panel, told: bool = False) -> Source | None:
        """Return the code of a panel as it stands at this place of the page, None when it has none."""
        code = panel.code
        if not code:
            return None
        before = self._closest(code)
        self._shown.append(panel)
        if before is not None and _texts(before.code) == _texts(code):
            note = "the same app" if before.app == panel.app else "the same lines"
            return _source(panel, _folded(_lines(code, looked_at(panel, told))), note)
        changed = _changed(before.code, code) if before is not None else set()
        if changed:
            return _source(panel, _folded(_lines(code, changed)), "differs where marked")
        several = sum(map(is_way_out, code)) > 1
        wanted = looked_at(panel, told) if several else _author(code)
        return _source(panel, (Stretch(_lines(code, wanted)),))

    def versions(self, wrong: Panel, right: Panel) -> tuple[Source | None, Source | None]:
        """Return two versions of an app, with the lines marked in which they differ."""
        self._shown += [wrong, right]
        gone, new = _versions(wrong.code, right.code)
        return (
            _source(wrong, _in_context(gone)) if wrong.code else None,
            _source(right, _in_context(new)) if right.code else None,
        )

    def _closest(self, code: tuple[CodeLine, ...]) -> Panel | None:
        shares = [(_share(before.code, code), index) for index, before in enumerate(self._shown)]
        share, index = max(shares, default=(0.0, 0))
        return self._shown[index] if share >= ALIKE else None


def looked_at(panel: Panel, told: bool) -> set[int]:
    """Return the numbers of the lines to look at: those of the author, else the one that answered.

    As long as the answer is a secret, only a line that is the single way out of the code is marked: it
    answers whatever happens.
    """
    own = _author(panel.code)
    if own:
        return own
    if told:
        return {panel.answered} - {0}
    ways_out = [number for number, line in enumerate(panel.code, 1) if is_way_out(line)]
    return set(ways_out) if len(ways_out) == 1 else set()


def is_way_out(line: CodeLine) -> bool:
    """Tell whether a line can end a view with an answer."""
    return WAY_OUT.match(line.text) is not None


def _author(code: Sequence[CodeLine]) -> set[int]:
    return {number for number, line in enumerate(code, 1) if line.marked}


def _source(panel: Panel, stretches: tuple[Stretch, ...], note: str = "") -> Source:
    return Source(panel.app, stretches, panel.mode, note)


def _lines(code: Sequence[CodeLine], wanted: set[int], mark: Mark = "at") -> tuple[Line, ...]:
    return tuple(Line(n, line.html, mark if n in wanted else "") for n, line in enumerate(code, 1))


def _matcher(one: Sequence[CodeLine], other: Sequence[CodeLine]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, _texts(one), _texts(other), autojunk=False)


def _texts(code: Sequence[CodeLine]) -> list[str]:
    return [line.text for line in code]


def _share(one: Sequence[CodeLine], other: Sequence[CodeLine]) -> float:
    return _matcher(one, other).ratio()


def _changed(before: Sequence[CodeLine], code: Sequence[CodeLine]) -> set[int]:
    opcodes = _matcher(before, code).get_opcodes()
    return {n + 1 for tag, _, _, first, end in opcodes if tag != "equal" for n in range(first, end)}


def _versions(
    wrong: Sequence[CodeLine], right: Sequence[CodeLine]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    opcodes = [code for code in _matcher(wrong, right).get_opcodes() if code[0] != "equal"]
    gone = {n + 1 for _, first, end, _, _ in opcodes for n in range(first, end)}
    new = {n + 1 for _, _, _, first, end in opcodes for n in range(first, end)}
    return _lines(wrong, gone, "del"), _lines(right, new, "add")


def _folded(lines: tuple[Line, ...]) -> tuple[Stretch, ...]:
    """Return lines with every longer stretch of unmarked ones folded: they stand above."""
    return tuple(
        Stretch(run, f"{len(run)} lines as above" if len(run) >= FOLDS and not run[0].mark else "")
        for run in _runs(lines)
    )


def _in_context(lines: tuple[Line, ...]) -> tuple[Stretch, ...]:
    """Return lines with long stretches of unmarked ones folded, except what stands beside a mark."""
    runs = _runs(lines)
    if len(runs) == 1:
        return (Stretch(lines),)
    stretches: list[Stretch] = []
    for index, run in enumerate(runs):
        before, after = CONTEXT if index else 0, CONTEXT if index + 1 < len(runs) else 0
        stretches += [Stretch(run)] if run[0].mark else _middle_folded(run, before, after)
    return _joined(stretches)


def _middle_folded(run: tuple[Line, ...], before: int, after: int) -> list[Stretch]:
    middle = run[before : len(run) - after]
    if len(middle) <= FOLDS:
        return [Stretch(run)]
    folded = Stretch(middle, f"{len(middle)} lines alike in both")
    parts = (Stretch(run[:before]), folded, Stretch(run[len(run) - after :]))
    return [part for part in parts if part.lines]


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and not joined[-1].words and not stretch.words:
            joined[-1] = replace(joined[-1], lines=joined[-1].lines + stretch.lines)
        else:
            joined.append(stretch)
    return tuple(joined)


def _runs(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    runs: list[tuple[Line, ...]] = []
    for line in lines:
        if runs and bool(runs[-1][0].mark) == bool(line.mark):
            runs[-1] += (line,)
        else:
            runs.append((line,))
    return runs
