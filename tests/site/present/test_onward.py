"""What comes next, and the course in numbers: from what was done, never from what was looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.lessons.library import Library
from course.site.present.course_map import mark_parts
from course.site.present.onward import onward, open_exercises
from course.site.present.standing import duration, standing
from course.values.links import Links
from course.values.progress import Answer, Run

LINKS = Links("/course")


@pytest.fixture
def outlines(settings):
    root = Path(settings["ROOT"])
    return Library(root / "lessons", root / "exercises").outlines()


@pytest.fixture
def exercise(settings):
    return Catalogue(Path(settings["ROOT"]) / "exercises").get("01_echo")


def answered(outline, *step_ids, minute=0):
    """Return answers to every question of some steps, a minute apart from what was done before."""
    asked = [name for step in outline.steps if step.id in step_ids for name in step.question_ids]
    return {
        name: Answer(name, ("x",), "sure", True, 1, f"2026-01-05T09:{minute:02}:00+00:00") for name in asked
    }


def ran(exercise, held, minute=0):
    at = f"2026-01-05T09:{minute:02}:00+00:00"
    return {
        exercise.slug: Run(
            1, exercise.slug, "passed" if held == 2 else "wrong", held == 2, held, 2, "", "site", at, ""
        )
    }


def asking(outline):
    """Return the ids of the steps that ask something."""
    return [step.id for step in outline.steps if step.question_ids]


def silent(outline):
    """Return the visits of the steps that ask nothing."""
    return {(outline.slug, step.id) for step in outline.steps if not step.question_ids}


def way_on(outlines, exercise, answers=None, visited=(), runs=None):
    answers, runs = answers or {}, runs or {}
    parts = mark_parts(outlines, [exercise] if exercise else [], answers, visited, runs)
    return onward(parts, answers, runs, LINKS)


def test_a_course_begins_with_its_first_lesson(outlines, exercise):
    first = way_on(outlines, exercise)

    assert (first.href, first.action) == ("/course/lessons/01_shop/", "Begin with lesson 1")
    assert first.title == outlines[0].title
    assert way_on((), None) is None


def test_looking_at_a_page_moves_nothing(outlines, exercise):
    shop = outlines[0]
    done = answered(shop, asking(shop)[0])
    before = way_on(outlines, exercise, done, silent(shop))
    looked = {(outline.slug, step.id) for outline in outlines for step in outline.steps if step.question_ids}

    assert way_on(outlines, exercise, done, silent(shop) | looked) == before
    assert before.href == f"/course/lessons/01_shop/{asking(shop)[1]}"
    assert before.place.startswith("Lesson 1, step ") and before.action.startswith("Go on with step ")


def test_a_step_with_a_question_left_is_what_comes_next(outlines, exercise):
    shop = outlines[0]
    step = next(step for step in shop.steps if step.question_ids)
    more = replace(step, question_ids=(*step.question_ids, "one-more"))
    longer = replace(shop, steps=tuple(more if one == step else one for one in shop.steps))

    found = way_on((longer, *outlines[1:]), exercise, answered(shop, step.id), silent(shop))

    assert found.href.endswith(f"/{step.id}")


def test_the_exercises_of_a_lesson_come_before_the_next_lesson(outlines, exercise):
    shop = outlines[0]
    done = answered(shop, *asking(shop))

    assert way_on(outlines, exercise, done, silent(shop)).action == "Begin exercise 1"
    tried = way_on(outlines, exercise, done, silent(shop), ran(exercise, 1, 5))
    assert (tried.action, tried.summary) == ("Go on with exercise 1", "So far: 1 of 2 checks pass.")
    solved = way_on(outlines, exercise, done, silent(shop), ran(exercise, 2, 5))
    assert solved.href == f"/course/lessons/{outlines[1].slug}/"


def later(outline):
    """Return a second lesson with the steps of a first one, and questions of its own."""
    own = (
        replace(step, question_ids=tuple(f"late-{name}" for name in step.question_ids))
        for step in outline.steps
    )
    return replace(outline, slug="02_later", exercises=(), steps=tuple(own))


def test_who_begins_in_the_middle_goes_on_there_and_comes_back_at_the_end(outlines, exercise):
    shop, second = outlines[0], later(outlines[0])
    first, *rest = asking(second)

    there = way_on([shop, second], exercise, answered(second, first), silent(second))
    assert there.href == f"/course/lessons/02_later/{rest[0]}"
    back = way_on([shop, second], exercise, answered(second, first, *rest), silent(second))
    assert back.href == "/course/lessons/01_shop/"


def test_nothing_comes_next_when_everything_is_finished(outlines, exercise):
    done = {name: one for outline in outlines for name, one in answered(outline, *asking(outline)).items()}
    quiet = set().union(*(silent(outline) for outline in outlines))

    assert way_on(outlines, exercise, done, quiet, ran(exercise, 2)) is None


def test_an_exercise_whose_lesson_is_missing_is_not_forgotten(outlines, exercise):
    lost = replace(exercise, lesson="99_being_written")
    done = {name: one for outline in outlines for name, one in answered(outline, *asking(outline)).items()}
    quiet = set().union(*(silent(outline) for outline in outlines))

    assert way_on(outlines, lost, done, quiet).action == "Begin exercise 1"


def test_the_course_in_numbers(outlines, exercise):
    parts = mark_parts(outlines, [exercise], {}, set(), ran(exercise, 1))
    whole = standing(parts)

    assert (len(whole.lessons), whole.read, whole.solved) == (len(outlines), 0, 0)
    assert whole.begun and whole.exercises_words == "0 of 1 exercise solved, 1 begun"
    assert whole.exercises_left == "5 minutes"
    assert [one.slug for one in open_exercises(parts)] == ["01_echo"]
    assert whole.codes == len({*exercise.codes, *(code for outline in outlines for code in outline.codes)})
    assert not standing(mark_parts(outlines, [exercise], {}, set(), {})).begun


def test_a_part_is_finished_when_nothing_of_it_is_left(outlines, exercise):
    shop = replace(outlines[0], part=1)
    done = answered(shop, *asking(shop))
    parts = mark_parts([shop], [exercise], done, silent(shop), ran(exercise, 2))
    open_yet = mark_parts([shop], [exercise], done, silent(shop), ran(exercise, 1))

    assert (parts[0].finished, open_yet[0].finished, parts[1].finished) == (True, False, False)
    assert parts[0].lessons[0].brief == f"all {len(shop.steps)} steps"
    assert (parts[0].brief, open_yet[0].exercises[0].brief) == ("1 of 1 exercise solved", "1 of 2 pass")


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, ""), (45, "45 minutes"), (89, "89 minutes"), (90, "2 hours"), (324, "5 hours")]
)
def test_minutes_are_said_as_people_say_them(minutes, words):
    assert duration(minutes) == words
