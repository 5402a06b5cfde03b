"""An attempt at an exercise: grade, record, return. The one way for site, terminal and watch."""

from __future__ import annotations

from course.catalogue import Exercise
from course.grading.report import Report
from course.grading.runner import grade, read_source, source_hash
from course.progress import Store


def attempt(exercise: Exercise, store: Store, door: str) -> Report:
    """Grade the learner's file, record the run with its source, and return the report."""
    report = grade(exercise)
    record(store, exercise, report, door)
    return report


def record(store: Store, exercise: Exercise, report: Report, door: str) -> None:
    """Keep a run; its source is kept when the file still is what was graded."""
    source = read_source(exercise.source_path)
    kept = source if source_hash(source) == report.source_hash else None
    store.record_run(report, kept, door)
