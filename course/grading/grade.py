"""Grade a text: run the checks wherever the transport runs them, name the mistake, make the report."""

from __future__ import annotations

import time
from pathlib import Path

from course.grading.asking import Asking
from course.grading.jobs import job_for, time_limit
from course.grading.signed import integrity
from course.grading.transport import GraderError, Transport
from course.grading.tutor import diagnose
from course.grading.verdict import make_report
from course.values.exercise import Exercise
from course.values.report import CheckResult, Report


def grade_source(exercise: Exercise, file: Path, source: bytes | None, transport: Transport) -> Report:
    """Grade a text as the learner's file of that path; None means that the file cannot be read.

    A fault of the grader is in the report.
    """
    begun = time.perf_counter()
    whole = integrity(exercise)
    checks, fault = run_checks(exercise, file, source, transport)
    checks = [whole.counted(check) for check in checks]
    if whole.says_nothing:
        fault = ""  # the file of the checks is gone or empty: that is why none could be run
    if not fault:
        checks += whole.lacking(check.name for check in checks)
    found = diagnose(exercise, checks, source, Asking(exercise, file, source, transport, time_limit()))
    return make_report(exercise, checks, source, time.perf_counter() - begun, fault, found)


def run_checks(
    exercise: Exercise, file: Path, source: bytes | None, transport: Transport
) -> tuple[list[CheckResult], str]:
    """Return the results of the checks with the facts that the tutor reads, and the fault of the grader."""
    checks: list[CheckResult] = []
    try:
        checks.extend(transport.run(job_for(exercise, file, source)))
    except GraderError as error:
        return checks, str(error)
    return checks, ""
