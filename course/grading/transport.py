"""Where checks run is handed in: what every such place can do, and how an exercise is graded there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from course.grading.jobs import Job, RequestJob, job_for
from course.grading.verdict import make_report
from course.values.exercise import Exercise
from course.values.report import CheckResult, Report


class GraderError(Exception):
    """Raised when the grader itself fails; the message says what was seen."""


class Transport(Protocol):
    """Carries jobs to where learners' code runs, and results back. It takes one job at a time."""

    def prepare(self) -> None:
        """Get ready for a job now, so that it does not wait later."""

    def wait_until_ready(self, timeout: float) -> bool:
        """Prepare, and wait until a job would begin at once, at most `timeout` seconds; return whether."""

    def run(self, job: Job) -> Iterator[CheckResult]:
        """Yield a result for every check of the job, in file order, whatever the learner's code does.

        Raises GraderError when the checks cannot be collected or nothing can run them.
        """

    def ask(self, job: RequestJob) -> dict[str, Any] | None:
        """Send one request to an app; return the event that tells its answer, None when the app ended.

        Raises TimeoutError past the job's limit, GraderError when nothing can run the app.
        """

    def close(self) -> None:
        """End what runs learners' code; a later job starts it again."""


#: Makes a transport of its own for whoever needs one.
MakeTransport = Callable[[], Transport]


def grade_source(exercise: Exercise, file: Path, source: bytes | None, transport: Transport) -> Report:
    """Grade a text as the learner's file of that path; None means that the file cannot be read.

    A fault of the grader is in the report.
    """
    begun = time.perf_counter()
    fault = ""
    checks: list[CheckResult] = []
    try:
        checks.extend(transport.run(job_for(exercise, file, source)))
    except GraderError as error:
        fault = str(error)
    return make_report(exercise, checks, source, time.perf_counter() - begun, fault)
