"""Runs that the database could not take yet: kept in memory, shown, and written as soon as it takes them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

from course.progress.connection import NotStored
from course.progress.rows import dump, run_values, utc_now
from course.values.progress import Run, digest
from course.values.report import Report

#: Ids of runs that have none in the database yet. They fit the addresses of the site, with 18 digits.
FIRST_ID = 10**17
#: Seconds between two attempts to write.
AGAIN = 1.0
#: More runs than anybody makes while a disk is full. The oldest are given up then.
MOST = 200


@dataclass(frozen=True)
class Waiting:
    """A run that waits to be written."""

    run: Run
    report: Report
    source: bytes | None


class Unwritten:
    """Finished runs that wait for the database. Safe to use from several threads."""

    def __init__(self, write: Callable[[Report, bytes | None, str], object]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._waiting: list[Waiting] = []
        self._count = 0
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return the runs that wait, oldest first."""
        return tuple(waiting.run for waiting in self._waiting)

    def add(self, report: Report, source: bytes | None, door: str) -> int:
        """Keep a run until it can be written, and return the id under which it is shown meanwhile."""
        with self._lock:
            self._count += 1
            run = _run(FIRST_ID + self._count, report, source, door)
            self._waiting = [*self._waiting, Waiting(run, report, source)][-MOST:]
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._try_on, name="unwritten", daemon=True)
                self._thread.start()
        return run.id

    def flush(self) -> bool:
        """Write what waits, in order; tell whether nothing waits any more."""
        with self._turn:
            while self._waiting:
                first = self._waiting[0]
                try:
                    self._write(first.report, first.source, first.run.door)
                except (NotStored, sqlite3.Error):
                    return False
                with self._lock:
                    self._waiting = [waiting for waiting in self._waiting if waiting is not first]
            return True

    def close(self) -> None:
        """Try once more, and try no more after that."""
        self._stop.set()
        if self._waiting:
            self.flush()

    def _try_on(self) -> None:
        while not self._stop.wait(AGAIN):
            if self.flush():
                with self._lock:
                    if not self._waiting:
                        self._thread = None
                        return


def _run(id: int, report: Report, source: bytes | None, door: str) -> Run:
    exercise, outcome, solved, held, total = run_values(report)
    graded = report.source_hash or digest(source)
    return Run(id, exercise, outcome, bool(solved), held, total, graded, door, utc_now(), dump(report))
