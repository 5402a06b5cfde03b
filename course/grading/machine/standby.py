"""A grading process that stands ready: imports done, warmed up, for one job, then replaced."""

from __future__ import annotations

import threading
from pathlib import Path

from course.grading.grade import grade_source
from course.grading.transport import MakeTransport, Transport
from course.values.exercise import Exercise
from course.values.report import Report


class Standby:
    """Grades in a process that was started before it was needed. Safe to use from several threads."""

    def __init__(self, make: MakeTransport) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._spare: Transport | None = None
        self._closed = False

    def prepare(self) -> None:
        """Start the next process now unless one waits already."""
        with self._lock:
            if self._spare is None and not self._closed:
                self._spare = self._make()
                self._spare.prepare()

    def grade(self, exercise: Exercise, file: Path, source: bytes | None) -> Report:
        """Grade a text in the waiting process, and start its successor when the verdict is there.

        Two calls at once get a process each; nothing of one reaches the other.
        """
        grader = self._take()
        try:
            return grade_source(exercise, file, source, grader)
        finally:
            grader.close()
            self.prepare()

    def wait_until_ready(self, timeout: float = 30.0) -> bool:
        """Wait until the spare has warmed up; return whether it has."""
        self.prepare()
        spare = self._spare
        return spare is not None and spare.wait_until_ready(timeout)

    def close(self) -> None:
        """End the waiting process."""
        with self._lock:
            self._closed = True
            spare, self._spare = self._spare, None
        if spare is not None:
            spare.close()

    def _take(self) -> Transport:
        with self._lock:
            spare, self._spare = self._spare, None
        return spare or self._make()
