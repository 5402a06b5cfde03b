"""An attempt at an exercise: grade, record, return. The one way for site, terminal and watch."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable

from course.exercises.source import read_source
from course.grading.grade import grade_source
from course.grading.machine.standby import Standby
from course.grading.nudges import LOOKED_AT, Nudge, nudge
from course.grading.transport import MakeTransport, Transport
from course.progress.store import Store
from course.values.exercise import Exercise
from course.values.report import Report


def record(store: Store, report: Report, source: bytes | None, door: str) -> None:
    """Keep a run with the text that was graded. Whoever grades a learner's file records it here."""
    store.record_run(report, source, door)


def untouched(exercise: Exercise, source: bytes | None, store: Store) -> bool:
    """Tell whether nobody has begun with an exercise: its file is as shipped, and no run of it is kept."""
    return source == read_source(exercise.stub_path) and store.latest_run_id(exercise.slug) is None


def attempt(
    exercise: Exercise, store: Store, door: str, transport: Transport, only_begun: bool = False
) -> Report:
    """Grade the learner's file, record the run with its source, and return the report.

    With `only_begun` a run of an untouched exercise is not recorded: grading all is no attempt at each.
    """
    source = read_source(exercise.source_path)
    report = grade_source(exercise, exercise.source_path, source, transport)
    if not (only_begun and untouched(exercise, source, store)):
        record(store, report, source, door)
    return report


def nudge_for(store: Store, exercise: Exercise) -> Nudge | None:
    """Return the help to offer after the newest runs of an exercise, None when nobody is stuck."""
    return nudge(store.runs(exercise.slug, limit=LOOKED_AT), exercise, store.hints(exercise.slug))


class Attempts:
    """Attempts that share a waiting process. For one exercise they never overlap: the later source wins."""

    def __init__(
        self, store: Store, make: MakeTransport, recorded: Callable[[], object] = lambda: None
    ) -> None:
        """Prepare to grade; `recorded` is called as soon as a run is kept."""
        self.store = store
        self.standby = Standby(make)
        self._recorded = recorded
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def attempt(self, exercise: Exercise, door: str) -> Report:
        """Grade the learner's file as it is when its turn comes, record the run, and return the report."""
        with self._turns[exercise.slug]:
            return self._attempt(exercise, door)

    def attempt_unless(self, needless: Callable[[], bool], exercise: Exercise, door: str) -> Report | None:
        """Attempt as above, unless it is needless when its turn comes: return None then."""
        with self._turns[exercise.slug]:
            return None if needless() else self._attempt(exercise, door)

    def close(self) -> None:
        """End the waiting process."""
        self.standby.close()

    def _attempt(self, exercise: Exercise, door: str) -> Report:
        source = read_source(exercise.source_path)

        def keep(report: Report) -> None:
            record(self.store, report, source, door)
            self._recorded()

        def keep_verdict(report: Report) -> None:
            if not report.fault:
                keep(report)

        report = self.standby.grade(exercise, exercise.source_path, source, keep_verdict)
        if report.fault:
            # The waiting process may have been killed in this very moment; a new one judges.
            report = self.standby.grade(exercise, exercise.source_path, source, keep)
        return report
