"""What a learner has done, as values."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Literal

from course.values.report import CheckResult, Report

Confidence = Literal["sure", "guessing", ""]
HALF_PAIR = re.compile("[\ud800-\udfff]")
CONFIDENCES: tuple[Confidence, ...] = ("sure", "guessing", "")


@dataclass(frozen=True)
class Answer:
    """One answer to one question. A myth is answered ("believed",) or ("doubted",)."""

    question: str
    choice: tuple[str, ...]
    confidence: Confidence
    right: bool
    #: 1 for the first answer to this question.
    attempt: int
    #: ISO 8601 with offset.
    answered_at: str
    #: Why the learner thought so, in their own words, "" when they did not say.
    why: str = ""


@dataclass(frozen=True)
class Run:
    """One grading run as it was recorded."""

    id: int
    exercise: str
    outcome: str
    solved: bool
    #: Checks that hold, and all checks.
    held: int
    total: int
    #: SHA-256 of the graded source, hexadecimal, "" when it is not known.
    source_hash: str
    #: Where it was started: "terminal", "site", "watch".
    door: str
    #: ISO 8601 with offset.
    recorded_at: str
    report_json: str = field(repr=False)

    @cached_property
    def report(self) -> Report:
        """Return the whole report. It is read on first use, so lists of runs stay cheap."""
        values = json.loads(self.report_json)
        if "\\ud" in self.report_json:
            # Half a surrogate pair of a learner's output is kept as it came, but no page can be sent with it.
            values = json.loads(HALF_PAIR.sub("\ufffd", json.dumps(values, ensure_ascii=False)))
        return report_from(values)


@dataclass(frozen=True)
class SavedSource:
    """One text an exercise has had: graded, or kept by a reset."""

    exercise: str
    hash: str
    #: ISO 8601 with offset: the last time this text was graded or kept.
    saved_at: str
    #: Bytes.
    size: int


@dataclass(frozen=True)
class LessonProgress:
    """What a page of a lesson asks of the store."""

    #: The latest answers to the questions that were asked for.
    answers: dict[str, Answer]
    #: Ids of the steps of this lesson that were opened.
    opened: frozenset[str]
    #: Lesson and step opened last, in the whole course.
    last_visit: tuple[str, str] | None


@dataclass(frozen=True)
class Slip:
    """One wrong choice, and how often it was made."""

    choice: tuple[str, ...]
    question: str
    times: int


@dataclass(frozen=True)
class Effort:
    """What a solved exercise took, up to the first run that solved it."""

    exercise: str
    #: Runs up to and with the first one that solved it.
    runs: int
    #: ISO 8601 with offset: the first run, and the first one that solved it.
    begun_at: str
    solved_at: str
    #: The version of the checks that judged, "" for runs that were recorded before it was kept.
    checks: str


@dataclass(frozen=True)
class Tally:
    """What was recorded, summed up."""

    #: The first answer to each question, oldest first: a second one knows the reveal.
    first: tuple[Answer, ...] = ()
    slips: tuple[Slip, ...] = ()
    #: (expected, sent) → number of checks in which the learner's app sent one code for the other.
    sent: Mapping[tuple[int, int], int] = field(default_factory=dict)
    efforts: tuple[Effort, ...] = ()


@dataclass(frozen=True)
class ImportCounts:
    """How many rows an import added; what was there already is not counted."""

    answers: int = 0
    runs: int = 0
    sources: int = 0
    hints: int = 0
    visits: int = 0
    reviews: int = 0
    challenges: int = 0
    assignments: int = 0

    @property
    def total(self) -> int:
        """Return the number of all added rows."""
        return sum(vars(self).values())


def digest(text: bytes | None) -> str:
    """Return the SHA-256 of a source, hexadecimal, "" for none."""
    return hashlib.sha256(text).hexdigest() if text is not None else ""


def report_from(values: dict[str, Any]) -> Report:
    """Rebuild a report; fields that this version does not know are left out."""
    known = {f.name for f in fields(Report)}
    of_check = {f.name for f in fields(CheckResult)}
    checks = [{k: v for k, v in check.items() if k in of_check} for check in values["checks"]]
    return Report.from_dict({**{k: v for k, v in values.items() if k in known}, "checks": checks})
