"""A grading run as a page shows it: the same texts as the terminal, in the same order. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from course import codes
from course.grading.report import CheckResult, Report
from course.grading.wording import WORDS, summary
from course.progress import Run

LINE = re.compile(r":(\d+)\b")
CODE = re.compile(r"([1-5]\d\d)\b")
STATUS_LINE = re.compile(r"(HTTP/\d(?:\.\d)?)\s+(\d{3})\s*(.*)")


@dataclass(frozen=True)
class CheckView:
    """One check as a row of the verdict."""

    check: CheckResult
    #: True for the failure to look at first.
    first: bool

    @property
    def word(self) -> str:
        """Return what stands in front of the check."""
        return WORDS[self.check.outcome]

    @property
    def tone(self) -> str:
        """Return the style of the word: holds, not-yet or other."""
        return {"passed": "holds", "wrong": "not-yet"}.get(self.check.outcome, "other")

    @property
    def tells(self) -> bool:
        """Tell whether there is more to say than the rule."""
        check = self.check
        return not check.passed and any(
            (check.came_back, check.expected, check.why, check.curl, check.traceback, check.difference)
        )

    @property
    def status(self) -> tuple[str, str, str]:
        """Return version, code and phrase of the status line that came back, empty when none did."""
        match = STATUS_LINE.match(self.check.status_line)
        return (match[1], match[2], match[3]) if match else ("", "", self.check.status_line)

    @property
    def step_parts(self) -> tuple[str, str]:
        """Return lesson and step to read."""
        lesson, _, step = self.check.step.partition("#")
        return lesson, step


@dataclass(frozen=True)
class Verdict:
    """The result of a run."""

    run_id: int
    finished: str
    door: str
    report: Report
    checks: tuple[CheckView, ...]
    #: True when the learner's file is not the one that was graded.
    stale: bool

    @property
    def heading(self) -> str:
        """Return the result in one line."""
        words = summary(self.report)
        return words[:1].upper() + words[1:]


def verdict_of(run: Run, current_hash: str) -> Verdict:
    """Return a recorded run as the page shows it; `current_hash` is that of the learner's file now."""
    report = run.report
    first = report.first_failure
    return Verdict(
        run.id,
        run.recorded_at,
        run.door,
        report,
        tuple(CheckView(check, check is first) for check in report.checks),
        bool(run.source_hash and current_hash and run.source_hash != current_hash),
    )


def line_of(where: str) -> int:
    """Return the line number in "app.py:14 in add_recipe", 0 when there is none."""
    match = LINE.search(where)
    return int(match[1]) if match else 0


def leading_family(text: str) -> int:
    """Return the class of the status code a text begins with, 0 when it begins with none."""
    match = CODE.match(text)
    return codes.family(int(match[1])) if match else 0
