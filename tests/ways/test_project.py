"""Project: the exercises as one path, what each adds, and what is larger."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.values.report import CheckResult, Report
from course.ways import project

CATALOGUE = Catalogue(Path(__file__).resolve().parents[2] / "exercises")
EXERCISES = tuple(found for slug in CATALOGUE.slugs() if (found := CATALOGUE.get(slug)))


@pytest.fixture
def page(ask, library):
    """A function that returns the request for the page of a lesson of the course."""
    return lambda slug: replace(ask(slug, library), exercises=lambda: EXERCISES)


def slugs(tasks):
    return [task.exercise.slug for task in tasks]


def test_the_path_has_the_exercises_of_the_lesson_in_order(page):
    it = project.build(page("10_shape_and_meaning"))
    assert slugs(it.path) == [
        "12_greeter",
        "13_query_strings",
        "14_signup_validation",
        "15_merge_patch",
    ]
    assert it.borrowed is None


def test_what_is_larger_stands_once(page):
    for slug in ("01_one_number", "17_pipelines", "20_design"):
        it = project.build(page(slug))
        every = [*slugs(it.path), *(one.exercise.slug for one in (it.larger, it.capstone) if one)]
        assert len(set(every)) == len(every), every
        assert every[-1] == EXERCISES[-1].slug
    assert project.build(page("17_pipelines")).larger is None


def test_a_lesson_without_an_exercise_shows_those_of_the_next(page):
    it = project.build(page("13_error_bodies"))
    assert it.borrowed and it.borrowed.slug == "14_handlers"
    assert "22_one_error_shape" in slugs(it.path)


def test_an_exercise_adds_the_codes_that_none_before_it_asks_for(page):
    path = project.build(page("11_state_of_things")).path
    assert [(task.exercise.slug, task.new) for task in path][-1] == ("18_gone", (410,))


def test_the_rows_of_the_capstone_that_the_lesson_prepares_are_counted(page):
    gone, one = (project.build(page(slug)).capstone for slug in ("11_state_of_things", "08_nothing_new"))
    assert gone and one
    assert 0 < one.rows < len(one.exercise.rows)
    assert sum("{410}" in row.answer or "{405}" in row.answer for row in gone.exercise.rows) <= gone.rows


def test_the_button_leads_to_what_is_not_solved(page, store):
    asked = page("05_precise_success")
    before = project.state(asked)
    assert project.build(asked).next.exercise.slug == "05_created"
    check = CheckResult("test_x", "A rule.", "passed")
    store.record_run(Report("05_created", (check,), finished="2026-01-01T10:00:00+01:00"), None, "terminal")
    assert project.state(asked) != before
    assert project.build(asked).next.exercise.slug == "06_no_content"


def test_values_for_programs(page):
    told = json.loads(json.dumps(project.values(project.build(page("20_design")))))
    assert told["path"][0]["exercise"] == "35_lending_desk"
    assert told["capstone"] is None
