"""Grade everything several times with other unseen values: no verdict may depend on chance."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing

from course.authoring.gradings import Kind, all_given
from course.grading.grade import grade_source
from course.grading.machine.process import Grader
from course.values.exercise import Exercise
from course.values.report import Report

#: Outcome of each check by its name.
Verdict = dict[str, str]


def prove_repeated(exercise: Exercise, times: int, kinds: Collection[Kind] = ()) -> Iterator[str]:
    """Yield each text of an exercise, or of these kinds, whose verdict is not the same every time."""
    with closing(Grader()) as grader:

        def grade(source: bytes) -> Report:
            return grade_source(exercise, exercise.source_path, source, grader)

        for name, source in texts_of(exercise, kinds):
            if differing := differences(source, times, grade):
                yield f"{name} has no verdict that holds: {', '.join(differing)}"


def texts_of(exercise: Exercise, kinds: Collection[Kind] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield all that is graded when an exercise is proved, or what is of these kinds, by name."""
    for given in all_given(exercise):
        if not kinds or given.kind in kinds:
            yield f"{given.kind} {given.name}", given.source.encode()


def differences(source: bytes, times: int, grade: Callable[[bytes], Report]) -> list[str]:
    """Return the checks with more than one outcome in several gradings, each with its outcomes."""
    verdicts = [verdict_of(grade(source)) for _ in range(times)]
    names = dict.fromkeys(name for verdict in verdicts for name in verdict)
    found = {name: sorted({verdict.get(name, "missing") for verdict in verdicts}) for name in names}
    return [f"{name} ({' or '.join(outcomes)})" for name, outcomes in found.items() if len(outcomes) > 1]


def verdict_of(report: Report) -> Verdict:
    """Return what was found, without words and values."""
    return {"fault": "yes" if report.fault else "no"} | {check.name: check.outcome for check in report.checks}
