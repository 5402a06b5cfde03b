"""The report on an answer, made from what its checks found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from course.exercises.source import read_source
from course.grading import tutor
from course.values.exercise import Exercise
from course.values.progress import digest
from course.values.report import CheckResult, Report


def make_report(
    exercise: Exercise, checks: Sequence[CheckResult], source: bytes | None, seconds: float, fault: str = ""
) -> Report:
    """Put what was found into a report, with the misconception it looks like."""
    own = tutor.words_of(source or b"") - tutor.words_of(read_source(exercise.stub_path) or b"")
    found = tutor.diagnose(checks, tutor.load_signatures(exercise.folder), own)
    return Report(
        exercise=exercise.slug,
        checks=tuple(checks),
        source_hash=digest(source),
        seconds=round(seconds, 3),
        finished=now(),
        fault=fault,
        diagnosis=found.sentence if found else "",
        extra={"misconception": found.name} if found else {},
    )


def now() -> str:
    """Return the current time as ISO 8601 with offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
