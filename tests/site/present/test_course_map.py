"""The map of the course: which part an exercise belongs to, and where the learner goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.lessons.library import Library
from course.places import SHIPPED
from course.site.present.course_map import parts_of
from course.site.present.step_links import step_link
from course.values.links import Links

LINKS = Links("/course")


@pytest.fixture
def outline(settings):
    found = Library(Path(settings["ROOT"]) / "lessons", Path(settings["ROOT"]) / "exercises").outline(
        "01_shop"
    )
    return replace(found, part=4)


@pytest.fixture
def exercise(settings):
    return Catalogue(Path(settings["ROOT"]) / "exercises").get("01_echo")


def test_an_exercise_belongs_to_the_part_of_its_lesson(outline, exercise):
    other = replace(exercise, slug="02_other", lesson="99_being_written")
    assert parts_of([exercise, other], [outline]) == {"01_echo": 4, "02_other": 4}
    assert parts_of([other, exercise], [outline]) == {"02_other": 1, "01_echo": 4}
    assert parts_of([exercise], []) == {"01_echo": 1}


def test_every_exercise_of_the_course_stands_in_a_part_that_never_goes_back():
    exercises = Catalogue(SHIPPED / "exercises").all()
    parts = list(parts_of(exercises, Library(SHIPPED / "lessons", SHIPPED / "exercises").outlines()).values())
    assert len(parts) == len(exercises) and parts == sorted(parts) and set(parts) == set(range(1, 10))


def test_a_check_leads_to_its_step_else_to_its_lesson_else_nowhere(outline):
    assert step_link(outline, "kinds", LINKS).href == "/course/lessons/01_shop/kinds"
    assert step_link(outline, "gone", LINKS).href == "/course/lessons/01_shop/"
    assert step_link(None, "kinds", LINKS) is None
