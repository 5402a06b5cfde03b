"""What grading found, a line of JSON for each file, so that a class that was interrupted goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from course.values.report import Outcome, Report

#: Characters of what came back and of what was expected that are kept.
MOST_SAID = 600


@dataclass(frozen=True)
class Check:
    """One check of one file."""

    name: str
    rule: str
    source: str
    outcome: Outcome
    #: What came back, what was expected, and where to look; "" for a check that holds.
    said: str = ""

    @property
    def held(self) -> bool:
        """Tell whether the check holds."""
        return self.outcome == "passed"


@dataclass(frozen=True)
class Grading:
    """What became of one learner's file of one exercise."""

    learner: str
    exercise: str
    #: SHA-256 of the text, hexadecimal, and which checks judged it.
    source_hash: str
    checks_version: str
    outcome: Outcome
    checks: tuple[Check, ...] = ()
    #: Name and sentence of the known mistake that was found, "" without one.
    misconception: str = ""
    diagnosis: str = ""
    #: What the file does that no answer needs.
    flags: tuple[str, ...] = ()
    #: A fault of the grader, not of the learner.
    fault: str = ""

    @property
    def held(self) -> int:
        """Return the number of checks that hold."""
        return sum(check.held for check in self.checks)

    @property
    def solved(self) -> bool:
        """Tell whether every check holds."""
        return self.outcome == "passed"


def grading_of(learner: str, report: Report) -> Grading:
    """Return what is kept of a report."""
    checks = tuple(
        Check(check.name, check.rule, check.source, check.outcome, "" if check.passed else _said(check))
        for check in report.checks
    )
    return Grading(
        learner,
        report.exercise,
        report.source_hash,
        str(report.extra.get("checks", "")),
        report.outcome,
        checks,
        str(report.extra.get("misconception", "")),
        report.diagnosis,
        report.flags,
        report.fault,
    )


def _said(check: Any) -> str:
    parts = {
        "Request": check.curl,
        "Came back": check.came_back or check.status_line,
        "Expected": check.expected,
        "Where": check.where,
    }
    return "\n".join(f"{name}: {text[:MOST_SAID]}" for name, text in parts.items() if text)


class Ledger:
    """The file of all gradings of a class. A line that was cut off by a full disk is graded again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[Grading, ...]:
        """Return the latest grading of each file of each learner. Raises OSError."""
        if not self.path.exists():
            return ()
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        latest = {(one.learner, one.exercise): one for one in map(_parsed, lines) if one is not None}
        return tuple(latest.values())

    def add(self, grading: Grading) -> None:
        """Write a grading down. Raises OSError when it cannot be kept."""
        line = json.dumps(asdict(grading)).encode("ascii") + b"\n"
        with open(self.path, "ab+") as file:
            if file.tell() and not self._ends_a_line():
                line = b"\n" + line
            file.write(line)

    def _ends_a_line(self) -> bool:
        with open(self.path, "rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"


def _parsed(line: str) -> Grading | None:
    """Return the grading of a line, None for one that holds none."""
    try:
        values = json.loads(line)
        values["checks"] = tuple(Check(**check) for check in values["checks"])
        values["flags"] = tuple(values["flags"])
        return Grading(**{one.name: values[one.name] for one in fields(Grading)})
    except (ValueError, KeyError, TypeError):
        return None


def of_exercise(gradings: tuple[Grading, ...], slug: str) -> Iterator[Grading]:
    """Yield the gradings of one exercise."""
    yield from (one for one in gradings if one.exercise == slug)
