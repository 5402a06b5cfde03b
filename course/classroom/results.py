"""The results of a class as one value: who, which exercises, and what became of each file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from course.classroom.gradings import Grading
from course.classroom.late import Late, late_answers
from course.classroom.submissions import Submission
from course.exercises.source import read_source
from course.values.assignment import Assignment
from course.values.exercise import Exercise
from course.values.progress import digest


@dataclass(frozen=True)
class Results:
    """What became of a class's work."""

    class_: tuple[Submission, ...]
    exercises: tuple[Exercise, ...]
    gradings: tuple[Grading, ...]
    #: What was asked for, None when no assignment was named.
    assignment: Assignment | None = None
    late: tuple[Late, ...] = ()

    @property
    def learners(self) -> tuple[str, ...]:
        """Return the names in order."""
        return tuple(one.learner for one in self.class_)

    @cached_property
    def _found(self) -> dict[tuple[str, str], Grading]:
        return {(one.learner, one.exercise): one for one in self.gradings}

    def get(self, learner: str, slug: str) -> Grading | None:
        """Return the grading of a learner's file, None when none was handed in."""
        return self._found.get((learner, slug))

    def of(self, learner: str) -> Iterator[Grading]:
        """Yield the gradings of a learner in the order of the exercises."""
        found = (self.get(learner, exercise.slug) for exercise in self.exercises)
        yield from (one for one in found if one is not None)

    @cached_property
    def possible(self) -> dict[str, int]:
        """Return the points of each exercise: one for each check.

        A file that cannot be loaded may have fewer results than there are checks, so the most count.
        """
        most: defaultdict[str, int] = defaultdict(int)
        for one in self.gradings:
            most[one.exercise] = max(most[one.exercise], len(one.checks))
        return {exercise.slug: most[exercise.slug] for exercise in self.exercises}

    @cached_property
    def misconceptions(self) -> tuple[tuple[str, str, int], ...]:
        """Return exercise, sentence and number of learners of each known mistake, the most met first."""
        met = [one for one in self.gradings if one.misconception]
        said = {(one.exercise, one.misconception): one.diagnosis for one in met}
        counted = Counter((one.exercise, one.misconception) for one in met)
        return tuple((key[0], said[key], n) for key, n in counted.most_common())


def results_of(
    class_: Sequence[Submission],
    exercises: Sequence[Exercise],
    gradings: Iterable[Grading],
    assignment: Assignment | None = None,
) -> Results:
    """Return the results of what was handed in now: a verdict on an earlier text is left out."""
    current = {(one.learner, slug): digest(text) for one in class_ for slug, text in one.sources.items()}
    known = {exercise.slug for exercise in exercises}
    kept = (
        one
        for one in gradings
        if one.exercise in known and current.get((one.learner, one.exercise)) == one.source_hash
    )
    late = late_answers(class_, assignment) if assignment else ()
    return Results(tuple(class_), tuple(exercises), tuple(kept), assignment, late)


def equal_files(results: Results) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Return exercise, learners and a remark for files that are equal byte by byte.

    Two equal files prove nothing: in a short exercise many right answers look the same.
    """
    found = []
    for exercise in results.exercises:
        shipped = _shipped(exercise)
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for one in results.gradings:
            if one.exercise == exercise.slug:
                owners[one.source_hash].append(one.learner)
        for source_hash, names in owners.items():
            remark = shipped.get(source_hash, "")
            if remark or len(names) > 1:
                found.append((exercise.slug, tuple(sorted(names)), remark))
    return tuple(found)


def _shipped(exercise: Exercise) -> dict[str, str]:
    """Return the hashes of the right answers that come with the course, and what they are."""
    named = {exercise.solution_path: "the reference that comes with the course"}
    named |= {path: "a right answer that comes with the course" for path in exercise.accepted_paths}
    return {digest(text): what for path, what in named.items() if (text := read_source(path)) is not None}


def needs_a_word(results: Results) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the learners whom a teacher should talk to, each with the reasons."""
    found = ((one.learner, tuple(_reasons(one, results))) for one in results.class_)
    return tuple((learner, reasons) for learner, reasons in found if reasons)


def _reasons(one: Submission, results: Results) -> Iterator[str]:
    yield from one.troubles
    gradings = tuple(results.of(one.learner))
    for grading in gradings:
        yield from (f"{grading.exercise}: {flag}" for flag in grading.flags)
        if grading.fault:
            yield f"{grading.exercise}: the grader failed, not the learner. {grading.fault}"
    broken = [grading.exercise for grading in gradings if grading.outcome == "cannot_load"]
    if broken:
        yield f"Python cannot load {', '.join(broken)}."
    if len(gradings) > 1 and not any(grading.solved for grading in gradings):
        yield "No exercise is solved."
