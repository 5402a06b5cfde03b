"""What is said of an assignment: the day, what is left of it, and never more than "late"."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from course.site.present.assigned import assigned
from course.site.present.course_map import ExerciseMark, PartMark
from course.values.assignment import Assignment
from course.values.parts import PARTS

BY = date(2027, 1, 15)


def mark(slug, state="open"):
    return ExerciseMark(slug, slug, int(slug[:2]), 5, (200,), state, "not tried yet")


def shown(days: int, *states: str, more: tuple[str, ...] = ()):
    marks = tuple(mark(f"{n:02}_a", state) for n, state in enumerate(states, 1))
    asked = Assignment("Week 1", BY, (*(one.slug for one in marks), *more))
    (one,) = assigned([asked], [PartMark(PARTS[0], (), marks)], BY - timedelta(days=days))
    return one


@pytest.mark.parametrize(
    ("days", "words"),
    [(40, "40 days left"), (1, "1 day left"), (0, "due today"), (-1, "1 day late"), (-40, "40 days late")],
)
def test_what_is_left_of_the_time(days, words):
    one = shown(days, "done", "part", "open")
    assert one.brief == f"by the end of Friday, 15 January 2027, {words}, 1 of 3 exercises solved"


@pytest.mark.parametrize("days", [3, 0, -3])
def test_who_has_solved_everything_is_told_only_that(days):
    assert shown(days, "done", "done").brief == "by the end of Friday, 15 January 2027, all solved"


def test_an_exercise_that_is_gone_is_named_and_keeps_none_away():
    one = shown(1, "done", more=("99_gone",))
    assert (one.missing, one.done, len(one.exercises)) == (("99_gone",), True, 1)
    assert shown(1, more=("99_gone",)).words == ""
