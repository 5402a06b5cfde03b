"""An attempt at an exercise: grade, record, return. The one way for site, terminal and watch."""

from __future__ import annotations

import threading
from collections import defaultdict

from course.exercises.source import read_source
from course.grading.machine.runner import grade_source
from course.grading.machine.standby import Standby
from course.progress.store import Store
from course.values.exercise import Exercise
from course.values.report import Report


def attempt(exercise: Exercise, store: Store, door: str) -> Report:
    """Grade the learner's file, record the run with its source, and return the report."""
    source = read_source(exercise.source_path)
    report = grade_source(exercise, exercise.source_path, source)
    store.record_run(report, source, door)
    return report


class Attempts:
    """Attempts that share a waiting process. For one exercise they never overlap: the later source wins."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.standby = Standby()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._news = threading.Condition()

    def attempt(self, exercise: Exercise, door: str) -> Report:
        """Grade the learner's file as it is when its turn comes, record the run, and return the report."""
        with self._locks[exercise.slug]:
            source = read_source(exercise.source_path)
            report = self.standby.grade(exercise, exercise.source_path, source)
            self.store.record_run(report, source, door)
        with self._news:
            self._news.notify_all()
        return report

    def wait_for_news(self, timeout: float) -> None:
        """Wait until some attempt of this process has ended, or `timeout` seconds."""
        with self._news:
            self._news.wait(timeout)

    def close(self) -> None:
        """End the waiting process."""
        self.standby.close()
