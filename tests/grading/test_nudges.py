"""When a learner is stuck, and what is offered then."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from course.grading.nudges import nudge
from course.grading.style import PLAIN
from course.grading.wording import nudge_lines
from course.values.exercise import Exercise
from course.values.progress import Run
from course.values.report import CheckResult, Outcome, Report


def run_of(number: int, failing: str, held: int = 1, text: str = "", outcome: Outcome = "wrong") -> Run:
    """Return a run in which `held` checks pass and then one named `failing` does not ("" for none)."""
    checks = [CheckResult(f"test_{n}", "Holds.", "passed") for n in range(held)]
    if failing:
        checks.append(CheckResult(failing, "A rule.", outcome, step="02_b#why"))
    report = Report("01_x", tuple(checks), text or str(number))
    values = json.dumps(report.to_dict())
    total = len(checks)
    when = f"2026-01-01T00:00:0{number}+00:00"
    return Run(
        number,
        "01_x",
        report.outcome,
        report.solved,
        report.held,
        total,
        report.source_hash,
        "site",
        when,
        values,
    )


@pytest.fixture
def exercise(tea_house: Exercise) -> Exercise:
    return replace(tea_house, lesson="01_a", step="first", hints=("One.", "Two."))


def newest_first(*runs: Run) -> list[Run]:
    return list(reversed(runs))


def test_three_runs_at_one_check_offer_the_next_hint_and_the_step(exercise: Exercise) -> None:
    runs = newest_first(run_of(1, "test_a"), run_of(2, "test_a"), run_of(3, "test_a"))
    found = nudge(runs, exercise, 0)

    assert found is not None
    assert (found.run_id, found.check, found.runs, found.hint, found.step) == (3, "test_a", 3, 1, "02_b#why")
    assert nudge(runs[:2], exercise, 0) is None
    assert nudge([], exercise, 0) is None


@pytest.mark.parametrize(("opened", "hint"), [(1, 2), (2, 0), (9, 0)])
def test_an_open_hint_is_not_offered_again(exercise: Exercise, opened: int, hint: int) -> None:
    found = nudge([run_of(n, "test_a") for n in (3, 2, 1)], exercise, opened)
    assert found is not None and found.hint == hint


@pytest.mark.parametrize(
    "runs",
    [
        (run_of(1, "test_b"), run_of(2, "test_a"), run_of(3, "test_a")),
        (run_of(1, "test_a", held=1), run_of(2, "test_a", held=2), run_of(3, "test_a", held=2)),
        (run_of(1, "test_a"), run_of(2, "test_a", text="same"), run_of(3, "test_a", text="same")),
        (run_of(1, "test_a"), run_of(2, "test_a"), run_of(3, "test_a"), run_of(4, "")),
        (run_of(1, "test_a"), run_of(2, ""), run_of(3, "test_a"), run_of(4, "test_a")),
        (run_of(1, "test_a"), run_of(2, "test_a"), run_of(3, "test_a", outcome="cannot_load")),
        (run_of(1, "test_a"), run_of(2, "test_a"), run_of(3, "test_a", outcome="grader_fault")),
    ],
    ids=[
        "another check", "more pass", "same text", "solved", "solved between", "does not load", "grader fault"
    ],
)  # fmt: skip
def test_who_gets_further_is_left_alone(exercise: Exercise, runs: tuple[Run, ...]) -> None:
    assert nudge(newest_first(*runs), exercise, 0) is None


def test_a_file_that_did_not_load_in_between_changes_nothing(exercise: Exercise) -> None:
    broken = run_of(3, "test_0", held=0, outcome="cannot_load")
    runs = newest_first(run_of(1, "test_a"), run_of(2, "test_a"), broken, run_of(4, "test_a"))
    found = nudge(runs, exercise, 0)
    assert found is not None and found.runs == 3


def test_fewer_checks_that_pass_are_no_progress(exercise: Exercise) -> None:
    runs = newest_first(
        run_of(1, "test_a", 3), run_of(2, "test_a", 2), run_of(3, "test_a", 2, outcome="crashed")
    )
    assert nudge(runs, exercise, 0) is not None


def test_the_terminal_says_it_in_one_line(exercise: Exercise) -> None:
    found = nudge([run_of(n, "test_a") for n in (3, 2, 1)], exercise, 1)
    assert found is not None
    assert [" ".join(line.split()) for line in nudge_lines(found, "05_x", PLAIN)] == [
        "stuck? 3 runs ended here: python3 run.py hint 05 2, then read /lessons/02_b/why"
    ]
    assert "hint" not in nudge_lines(replace(found, hint=0), "05_x", PLAIN)[0]
