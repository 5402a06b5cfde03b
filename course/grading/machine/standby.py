"""Grading processes that stand ready: imports done, warmed up. Each job gets a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from course.grading.grade import grade_source
from course.grading.transport import MakeTransport, Transport
from course.values.exercise import Exercise
from course.values.report import Report

#: Transports that wait for a job, at most. More are made when more is graded at once, and closed after it.
MOST_WAITING = 2


class Standby:
    """Grades in a process that was prepared before it was needed. Safe to use from several threads."""

    def __init__(self, make: MakeTransport) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._waiting: list[Transport] = []
        self._closed = False

    def prepare(self, exercise: Exercise | None = None) -> None:
        """Prepare the next process now unless one waits already, for an exercise if it is known which."""
        with self._lock:
            if self._closed:
                return
            if not self._waiting:
                self._waiting.append(self._make())
            self._waiting[-1].prepare(str(exercise.check_file.resolve()) if exercise else "")

    def grade(
        self,
        exercise: Exercise,
        file: Path,
        source: bytes | None,
        judged: Callable[[Report], object] = lambda report: None,
    ) -> Report:
        """Grade a text in a process that ran nothing before, and end it when the verdict is there.

        Two calls at once get a process each; nothing of one reaches the other. `judged` gets the report
        first: whoever waits for it need not wait until the process has ended too.
        """
        transport = self._take()
        try:
            report = grade_source(exercise, file, source, transport)
            judged(report)
            return report
        finally:
            self._give_back(transport)
            self.prepare(exercise)

    def wait_until_ready(self, timeout: float = 30.0) -> bool:
        """Wait until a job could begin at once; return whether it could."""
        self.prepare()
        with self._lock:
            first = self._waiting[0] if self._waiting else None
        return first is not None and first.wait_until_ready(timeout)

    def close(self) -> None:
        """End the waiting processes."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, []
        for transport in waiting:
            transport.close()

    def _take(self) -> Transport:
        with self._lock:
            return self._waiting.pop() if self._waiting else self._make()

    def _give_back(self, transport: Transport) -> None:
        """End the process of the job, and keep the transport for another one unless enough wait."""
        try:
            transport.finish()
        finally:
            with self._lock:
                keep = not self._closed and len(self._waiting) < MOST_WAITING
                if keep:
                    self._waiting.append(transport)
            if not keep:
                transport.close()
