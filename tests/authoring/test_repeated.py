"""A verdict that depends on chance is found by grading again."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import get_args

from course.authoring.gradings import Kind
from course.authoring.repeated import differences, texts_of
from course.exercises.catalogue import Catalogue
from course.terminal.author import KINDS
from course.values.report import CheckResult, Outcome, Report


def report(outcome: Outcome) -> Report:
    return Report("01_x", (CheckResult("test_a", "A.", "passed"), CheckResult("test_b", "B.", outcome)))


def test_one_verdict_is_no_difference() -> None:
    assert differences(b"", 4, lambda _source: report("wrong")) == []


def test_the_check_that_differs_is_named() -> None:
    outcomes: cycle[Outcome] = cycle(["passed", "passed", "wrong"])

    assert differences(b"", 3, lambda _source: report(next(outcomes))) == ["test_b (passed or wrong)"]


def test_some_kinds_of_answers_are_taken_alone() -> None:
    exercise = Catalogue(Path(__file__).parents[2] / "exercises").get("01_say_it_in_json")
    assert exercise is not None

    kinds = [name.partition(" ")[0] for name, _ in texts_of(exercise, ("right", "null"))]

    assert set(kinds) == {"right", "null"}
    assert set(get_args(Kind)) == set(KINDS)
