"""Where checks run is handed in: what every such place can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from course.grading.jobs import Job, RequestJob
from course.values.report import CheckResult


class GraderError(Exception):
    """Raised when the grader itself fails; the message says what was seen."""


class Transport(Protocol):
    """Carries jobs to where learners' code runs, and results back. It takes one job at a time."""

    def prepare(self, check_file: str = "") -> None:
        """Get ready for a job now, so that it does not wait later; most likely for these checks, if named."""

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

    def finish(self) -> None:
        """End what ran the last job; another one begins with nothing of it, and does not wait longer."""

    def close(self) -> None:
        """End what runs learners' code; a later job starts it again."""


#: Makes a transport of its own for whoever needs one.
MakeTransport = Callable[[], Transport]
