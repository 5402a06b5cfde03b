"""Grade one exercise: run its checks in a process of their own and return a Report."""

from __future__ import annotations

import base64
import os
import time
from pathlib import Path

from course.grading.machine.asking import Asking
from course.grading.machine.jobs import Job
from course.grading.machine.process import Grader, GraderError
from course.grading.tutor import diagnose
from course.grading.verdict import make_report, read_source
from course.values.exercise import Exercise
from course.values.report import CheckResult, Report

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
    try:
        checks, fault = run_checks(exercise, file, source, own)
        found = diagnose(exercise, checks, source, Asking(exercise, file, source, own, time_limit()))
    finally:
        if grader is None:
            own.close()
    return make_report(exercise, checks, source, time.perf_counter() - begun, fault, found)


def run_checks(
    exercise: Exercise, file: Path, source: bytes | None, grader: Grader
) -> tuple[list[CheckResult], str]:
    """Return the results of the checks with the facts that the tutor reads, and the fault of the grader."""
    checks: list[CheckResult] = []
    try:
        checks.extend(grader.run(job_for(exercise, file, source)))
    except GraderError as error:
        return checks, str(error)
    return checks, ""
