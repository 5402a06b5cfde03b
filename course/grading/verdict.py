"""The report on an answer, made from what its checks found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from course.exercises.source import read_source
from course.grading.flags import flags
from course.grading.tutor import Diagnosis
from course.values.exercise import Exercise
from course.values.progress import digest
from course.values.report import CheckResult, Report


def make_report(
    exercise: Exercise,
    checks: Sequence[CheckResult],
    source: bytes | None,
    seconds: float,
    fault: str = "",
    found: Diagnosis | None = None,
) -> Report:
    """Put what was found into a report, with the misconception that the tutor recognised.

    What the tutor read is left out: a report is stored and sent, and its readers need the sentence only.
    """
    return Report(
        exercise=exercise.slug,
        checks=tuple(replace(check, facts="") for check in checks),
        source_hash=digest(source),
        seconds=round(seconds, 3),
        finished=now(),
        fault=fault,
        diagnosis=found.sentence if found else "",
        extra={
            "checks": checks_version(exercise),
            **({"misconception": found.name} if found else {}),
            **({"flags": reached} if (reached := list(flags(source, exercise.edit))) else {}),
        },
    )


def checks_version(exercise: Exercise) -> str:
    """Return which text of the checks an exercise has: the beginning of its SHA-256, "" without one."""
    return digest(read_source(exercise.check_file))[:12]


def now() -> str:
    """Return the current time as ISO 8601 with offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
