"""Grade one exercise: run its checks in a process of their own and return a Report."""

from __future__ import annotations

import base64
import hashlib
import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from course.catalogue import Exercise
from course.grading import tutor
from course.grading.process import Grader, GraderError
from course.grading.report import CheckResult, Report
from course.grading.worker_job import Job

#: Seconds one check may take. A check needs milliseconds; slow machines get room.
LIMIT = 5.0


def time_limit() -> float:
    """Return the seconds one check may take: COURSE_TIME_LIMIT, else LIMIT."""
    try:
        return max(float(os.environ["COURSE_TIME_LIMIT"]), 0.1)
    except (KeyError, ValueError):
        return LIMIT


def job_for(
    exercise: Exercise, file: Path, source: bytes | None, names: tuple[str, ...] | None = None
) -> Job:
    """Return the job that grades a text as this exercise's learner file."""
    step = f"{exercise.lesson}#{exercise.step}" if exercise.step else exercise.lesson
    return Job(
        folder=str(exercise.folder.resolve()),
        check_file=str(exercise.check_file.resolve()),
        file=str(file.resolve()),
        source=None if source is None else base64.b64encode(source).decode("ascii"),
        names=names,
        limit=time_limit(),
        hints=len(exercise.hints),
        step=step,
    )


def read_source(file: Path) -> bytes | None:
    """Return the text of a learner's file, None when it cannot be read (the checks then say so)."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def grade(exercise: Exercise, submission: Path | None = None, grader: Grader | None = None) -> Report:
    """Grade the learner's file, or another file in its place; a fault of the grader is in the report."""
    file = submission or exercise.source_path
    return grade_source(exercise, file, read_source(file), grader)


def grade_source(
    exercise: Exercise, file: Path, source: bytes | None, grader: Grader | None = None
) -> Report:
    """Grade a text as the learner's file of that path; None means that the file cannot be read."""
    begun = time.perf_counter()
    own = grader or Grader(keep=False)
    fault = ""
    checks: list[CheckResult] = []
    try:
        checks.extend(own.run(job_for(exercise, file, source)))
    except GraderError as error:
        fault = str(error)
    finally:
        if grader is None:
            own.close()
    return make_report(exercise, checks, source, time.perf_counter() - begun, fault)


def make_report(
    exercise: Exercise, checks: Sequence[CheckResult], source: bytes | None, seconds: float, fault: str = ""
) -> Report:
    """Put what was found into a report, with the misconception it looks like."""
    own = tutor.words_of(source or b"") - tutor.words_of(read_source(exercise.stub_path) or b"")
    found = tutor.diagnose(checks, tutor.load_signatures(exercise.folder), own)
    return Report(
        exercise=exercise.slug,
        checks=tuple(checks),
        source_hash=source_hash(source),
        seconds=round(seconds, 3),
        finished=now(),
        fault=fault,
        diagnosis=found.sentence if found else "",
        extra={"misconception": found.name} if found else {},
    )


def source_hash(source: bytes | None) -> str:
    """Return the SHA-256 of a text, hexadecimal, "" for none."""
    return hashlib.sha256(source).hexdigest() if source is not None else ""


def now() -> str:
    """Return the current time as ISO 8601 with offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
