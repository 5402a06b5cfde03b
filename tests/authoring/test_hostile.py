"""`prove --hostile` says what is wrong: an outcome, a word, a flag, a neighbour, a process that stays."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from course.authoring import hostile
from course.authoring.hostile_answers import GOOD, STUB, STUBS
from course.authoring.hostile_cheats import CHEATS
from course.authoring.hostile_files import ODD
from course.values.report import CheckResult, Report

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found in /proc")
RIGHT = hostile.Case("a right answer", lambda path: path.write_text(GOOD), ("passed",))


def test_the_catalogue_is_as_it_was_published() -> None:
    assert (len(STUBS), len(CHEATS), len(ODD)) == (64, 14, 15)
    names = [one.name for one in (*STUBS, *CHEATS, *ODD)]
    assert len(set(names)) == len(names)


def test_what_is_as_expected_is_no_problem() -> None:
    with hostile._small_course() as root:
        found = hostile._in_process("grade", "fork", root, [RIGHT], 1)
    assert not found.problems
    assert (found.answers, found.neighbours) == (1, 2)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (replace(RIGHT, put=lambda path: path.write_text(STUB)), "wrong, not passed"),
        (replace(RIGHT, words="something else"), "no report says 'something else'"),
        (replace(RIGHT, flag="imports gc"), "no flag says 'imports gc'"),
        (replace(RIGHT, cheat=True), "it passes, and no flag says how"),
    ],
)
def test_what_is_not_as_expected_is_said(case: hostile.Case, words: str) -> None:
    with hostile._small_course() as root:
        found = hostile._in_process("grade", "fork", root, [case], 1)
    assert any(words in problem for problem in found.problems), found.problems


def test_a_neighbour_that_changes_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    found, outcomes = hostile.Found("a door"), iter(["passed", "passed", "passed", "wrong", "passed"])

    def grade(exercise: object) -> Report:
        return Report("x", (CheckResult("test_x", "x", next(outcomes)),))  # type: ignore[arg-type]

    hostile._put_all(tmp_path, [RIGHT], grade, found, 1)
    assert any("neighbour" in problem for problem in found.problems)


def test_a_process_that_is_left_is_said() -> None:
    found = hostile.Found("a door")
    with hostile._small_course():
        hostile._no_process_left("before", found)
        left = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        try:
            hostile._no_process_left("after", found)
        finally:
            left.communicate()
    assert found.problems == ["after: 1 processes are left"]
    assert "hostile-" not in os.environ.get("TMPDIR", "")


def test_a_row_of_pytest_is_compared() -> None:
    found = hostile.Found("pytest")
    rows = dict(
        hostile._rows("03_hostile_03  3 of 3       solved\n04_hostile_04  1 of 3       too slow: x\n")
    )
    assert rows == {"03_hostile_03": ("3 of 3", "passed"), "04_hostile_04": ("1 of 3", "too_slow")}
    hostile._compare_row("03_hostile_03", RIGHT, rows["03_hostile_03"], "", found)
    assert not found.problems
    hostile._compare_row("04_hostile_04", RIGHT, rows["04_hostile_04"], "", found)
    hostile._compare_row("05_hostile_05", RIGHT, ("", ""), "", found)
    assert len(found.problems) == 2
