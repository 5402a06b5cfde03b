"""Grade a file in a process of this machine."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from course.exercises.source import read_source
from course.grading.grade import grade_source
from course.grading.machine.process import Grader
from course.grading.transport import Transport
from course.values.exercise import Exercise
from course.values.report import Report


def grade(exercise: Exercise, submission: Path | None = None, grader: Transport | None = None) -> Report:
    """Grade the learner's file, or another file in its place; without a grader in a process of its own."""
    file = submission or exercise.source_path
    if grader is not None:
        return grade_source(exercise, file, read_source(file), grader)
    with closing(Grader()) as own:
        return grade_source(exercise, file, read_source(file), own)
