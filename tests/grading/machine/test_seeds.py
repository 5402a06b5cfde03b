"""What a check asked with unseen values can be asked again: a failure names the seed of its run."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from course.grading.machine.runner import grade
from course.grading.wording import check_lines, replay_command
from course.values.exercise import Exercise
from course.values.report import CheckResult, check_from_dict

from ..helpers import VIEW

ROOT = Path(__file__).resolve().parents[3]
STUB = VIEW + "    return 'no such tea'\n"


def failures(exercise: Exercise, source: str) -> dict[str, CheckResult]:
    exercise.source_path.write_text(source)
    return {check.name: check for check in grade(exercise).checks if not check.passed}


def test_a_run_with_the_same_seed_asks_with_the_same_values(
    tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = failures(tea_house, STUB)["test_unknown_tea"]
    assert first.seed.isdigit()

    monkeypatch.setenv("COURSE_SEED", first.seed)
    again = failures(tea_house, STUB)["test_unknown_tea"]
    assert (again.seed, again.curl) == (first.seed, first.curl)

    monkeypatch.setenv("COURSE_SEED", str(int(first.seed) + 1))
    assert failures(tea_house, STUB)["test_unknown_tea"].curl != first.curl


def test_a_seed_that_is_no_number_is_as_good_as_none(
    tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_SEED", "lucky")
    assert failures(tea_house, STUB)["test_unknown_tea"].seed.isdigit()


def test_a_check_without_unseen_values_names_no_seed(tea_house: Exercise) -> None:
    assert failures(tea_house, STUB)["test_known_tea"].seed == ""


@pytest.mark.parametrize("harm", ["while True: pass", "import os; os._exit(1)"])
def test_a_process_that_ended_during_a_request_leaves_the_seed(
    harm: str, tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_TIME_LIMIT", "1")
    monkeypatch.setenv("COURSE_SEED", "42")
    asked = failures(tea_house, VIEW + f"    {harm}\n")
    loaded = failures(tea_house, f"{harm}\n")

    assert {check.seed for check in asked.values() if check.outcome != "not_run"} == {"42"}
    assert {check.seed for check in loaded.values()} == {""}


def test_a_report_recorded_before_seeds_were_kept_can_be_read() -> None:
    values = asdict(CheckResult("test_a", "A.", "wrong"))
    del values["seed"]
    assert check_from_dict(values).seed == ""


def test_the_terminal_says_how_to_ask_again(tea_house: Exercise) -> None:
    check = failures(tea_house, STUB)["test_unknown_tea"]
    assert check_lines(check, tea_house.slug)[-1] == (
        f"  replay     COURSE_SEED={check.seed} python3 run.py grade 01"
    )
    assert replay_command(CheckResult("test_a", "A.", "wrong"), tea_house.slug) == ""
