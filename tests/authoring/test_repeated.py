"""A verdict that depends on chance is found by grading again."""

from __future__ import annotations

from itertools import cycle

from course.authoring.repeated import differences
from course.values.report import CheckResult, Outcome, Report


def report(outcome: Outcome) -> Report:
    return Report("01_x", (CheckResult("test_a", "A.", "passed"), CheckResult("test_b", "B.", outcome)))


def test_one_verdict_is_no_difference() -> None:
    assert differences(b"", 4, lambda _source: report("wrong")) == []


def test_the_check_that_differs_is_named() -> None:
    outcomes: cycle[Outcome] = cycle(["passed", "passed", "wrong"])

    assert differences(b"", 3, lambda _source: report(next(outcomes))) == ["test_b (passed or wrong)"]
