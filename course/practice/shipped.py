"""What an exercise answers as it is shipped: the "before" of whoever solves it in the first run."""

from __future__ import annotations

from course.exercises.source import read_source
from course.grading.machine.standby import Standby
from course.values.exercise import Exercise
from course.values.report import Report

#: The text of a stub and that of its checks.
Texts = tuple[bytes | None, bytes | None]


class Shipped:
    """Grades the stubs of the course, each once for as long as it and its checks stay the same."""

    def __init__(self, standby: Standby) -> None:
        self._standby = standby
        self._reports: dict[str, tuple[Texts, Report]] = {}

    def report(self, exercise: Exercise) -> Report | None:
        """Return what the checks say of the stub, None when it cannot be read or graded. Records nothing."""
        texts = read_source(exercise.stub_path), read_source(exercise.check_file)
        if texts[0] is None:
            return None
        kept = self._reports.get(exercise.slug)
        if kept is None or kept[0] != texts:
            report = self._standby.grade(exercise, exercise.source_path, texts[0])
            if report.fault:
                return None
            kept = self._reports[exercise.slug] = (texts, report)
        return kept[1]
