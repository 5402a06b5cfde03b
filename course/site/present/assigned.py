"""Assignments as pages and the terminal show them: exercises with their state, and the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from course.site.present.course_map import ExerciseMark, PartMark, counted
from course.values.assignment import Assignment
from course.values.links import Links


@dataclass(frozen=True)
class Assigned:
    """One assignment, as far as its learner is. Late is said, and changes nothing."""

    id: str
    title: str
    by: date
    days_left: int
    exercises: tuple[ExerciseMark, ...]
    #: Folder names of exercises that this course no longer has.
    missing: tuple[str, ...] = ()

    @property
    def solved(self) -> int:
        """Return the number of solved exercises."""
        return sum(exercise.state == "done" for exercise in self.exercises)

    @property
    def done(self) -> bool:
        """Tell whether every exercise is solved."""
        return self.solved == len(self.exercises)

    @property
    def day(self) -> str:
        """Return the day as people write it: "Friday, 15 January 2027"."""
        return f"{self.by:%A}, {self.by.day} {self.by:%B} {self.by.year}"

    @property
    def left(self) -> str:
        """Return what is left of the time, "" when nothing is left to do."""
        if self.done:
            return ""
        if self.days_left > 0:
            return f"{counted(self.days_left, 'day')} left"
        return f"{counted(-self.days_left, 'day')} late" if self.days_left else "due today"

    @property
    def words(self) -> str:
        """Return how much is solved."""
        if self.done:
            return "all solved" if self.exercises else ""
        return f"{self.solved} of {counted(len(self.exercises), 'exercise')} solved"

    @property
    def brief(self) -> str:
        """Return day, time and state as one line."""
        return ", ".join(filter(None, (f"by the end of {self.day}", self.left, self.words)))


def assigned(
    assignments: Iterable[Assignment], parts: Iterable[PartMark], today: date
) -> tuple[Assigned, ...]:
    """Return the assignments with the state of their exercises; `today` is the day where the learner is."""
    marks = {mark.slug: mark for part in parts for mark in part.exercises}
    return tuple(_assigned(one, marks, today) for one in assignments)


def _assigned(one: Assignment, marks: dict[str, ExerciseMark], today: date) -> Assigned:
    return Assigned(
        one.id,
        one.title,
        one.by,
        one.days_left(today),
        tuple(marks[slug] for slug in one.exercises if slug in marks),
        tuple(slug for slug in one.exercises if slug not in marks),
    )


def assigned_values(one: Assigned, links: Links) -> dict[str, Any]:
    """Return an assignment as JSON-ready values."""
    return {
        "title": one.title,
        "by": one.by.isoformat(),
        "days_left": one.days_left,
        "solved": one.solved,
        "exercises": [
            {"slug": mark.slug, "href": links.exercise(mark.slug), "state": mark.words}
            for mark in one.exercises
        ],
    }
