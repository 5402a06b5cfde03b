"""The rows of a contract with the state of the checks that prove them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from course.site.present.stated_checks import StatedCheck
from course.site.present.verdicts import Verdict
from course.values.exercise import Row

#: A status code in a cell.
CODE = re.compile(r"\{([1-5]\d\d)\}")
#: The marks of the course's Markdown that a folded row goes without; the text of a link stays.
MARKS = re.compile(r"\[(?P<link>[^\]]*)\]\([^)]*\)|\{(?P<code>\d{3})\}|`|\*\*?")
#: Codes that a folded row names; the others are counted.
SHOWN_CODES = 4
#: What a cell of the contract says when its request is that of the row above.
SAME = "the same"
#: Outcomes that say nothing about the learner's code.
SILENT = ("not_run", "grader_fault", "cannot_load")

RowState = Literal["holds", "not-yet", "open"]


@dataclass(frozen=True)
class RowView:
    """A row of the contract with the state of its checks."""

    row: Row
    state: RowState
    #: Numbers of the checks that prove it, and of those that fail.
    checks: tuple[int, ...]
    failing: tuple[int, ...]
    #: True for a row of the failure to look at first: it stands open.
    opened: bool
    #: False before the first run.
    run: bool = True
    #: True when another row asks the same: the folded row tells them apart by their answers.
    repeated: bool = False

    @property
    def short(self) -> str:
        """Return the request in plain text for the folded row, with the answer where it repeats another."""
        request = _plain(self.row.request)
        return f"{request}: {_plain(self.row.answer)}" if self.repeated else request

    @property
    def codes(self) -> tuple[int, ...]:
        """Return the status codes that the answer names, each once, at most SHOWN_CODES of them."""
        return self._codes[:SHOWN_CODES]

    @property
    def more(self) -> int:
        """Return how many codes the folded row leaves out."""
        return max(0, len(self._codes) - SHOWN_CODES)

    @property
    def _codes(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(int(code) for code in CODE.findall(self.row.answer)))

    @property
    def words(self) -> str:
        """Return the state in words: "passes", "not yet", "not run yet", "could not be asked"."""
        if self.state == "open":
            return "could not be asked" if self.run else "not run yet"
        return "passes" if self.state == "holds" else "not yet"


def row_views(
    rows: Sequence[Row], stated: Sequence[StatedCheck], verdict: Verdict | None
) -> tuple[RowView, ...]:
    """Return the rows of a contract; before the first run every one is open."""
    if verdict is None or not verdict.checks:
        return _before_a_run(tuple(rows), tuple(stated))
    return _told_apart(_after_a_run(row, verdict) for row in rows)


@lru_cache(maxsize=64)
def _before_a_run(rows: tuple[Row, ...], stated: tuple[StatedCheck, ...]) -> tuple[RowView, ...]:
    proved = [(number, check.rows) for number, check in enumerate(stated, 1)]
    return _told_apart(RowView(row, "open", _numbers(proved, row), (), False, run=False) for row in rows)


def _told_apart(views: Iterable[RowView]) -> tuple[RowView, ...]:
    """Return views of which each knows whether another one asks the same."""
    found = tuple(views)
    asked = Counter(view.row.request for view in found)
    return tuple(
        replace(view, repeated=view.row.request == SAME or asked[view.row.request] > 1) for view in found
    )


def _plain(cell: str) -> str:
    return MARKS.sub(lambda match: match["link"] or match["code"] or "", cell)


def _numbers(proved: Sequence[tuple[int, tuple[str, ...]]], row: Row) -> tuple[int, ...]:
    return tuple(number for number, names in proved if row.name in names)


def _after_a_run(row: Row, verdict: Verdict) -> RowView:
    views = [view for view in verdict.checks if row.name in view.rows]
    failing = tuple(
        view.number for view in views if not view.check.passed and view.check.outcome not in SILENT
    )
    holds = bool(views) and all(view.check.passed for view in views)
    state: RowState = "not-yet" if failing else "holds" if holds else "open"
    first = any(view.first for view in views) and bool(failing)
    return RowView(row, state, tuple(view.number for view in views), failing, first)


def rows_in_words(rows: Sequence[RowView], checks: int) -> str:
    """Return how many rows pass, "4 of 6 rows pass", or before a run "6 rows, 10 checks"."""
    if not any(row.run for row in rows):
        return f"{counted(len(rows), 'row')}, {counted(checks, 'check')}"
    held = sum(row.state == "holds" for row in rows)
    return f"{held} of {counted(len(rows), 'row')} {'passes' if len(rows) == 1 else 'pass'}"


def counted(number: int, word: str) -> str:
    """Return a number with its word: "1 row", "6 rows"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
