"""The folders of the exercises: complete, and README and checks name each other.

Nothing is graded here. `run.py prove` grades everything that ships with an exercise, once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.exercises.wrong_fixes import wrong_fixes
from course.grading.checks.rule import rule_of
from course.values.exercise import Exercise

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = Catalogue(ROOT / "exercises").all()
#: The learner writes a file of tests or a document about an app that comes with the exercise.
OTHER_EXERCISES = [exercise for exercise in EXERCISES if exercise.edit != "app.py"]


def ids(exercises: list[Exercise] | tuple[Exercise, ...]) -> list[str]:
    return [exercise.slug for exercise in exercises]


@pytest.mark.parametrize("exercise", OTHER_EXERCISES, ids=ids(OTHER_EXERCISES))
def test_files_to_read_are_the_ones_the_checks_use(exercise: Exercise) -> None:
    given = sorted((exercise.folder / ".meta" / "given").iterdir())
    read = [exercise.folder / file.name for file in given if (exercise.folder / file.name).exists()]
    assert read, "nothing that a learner can read is among the files that the checks use"
    for file in read:
        pristine = exercise.folder / ".meta" / "given" / file.name
        assert file.read_bytes() == pristine.read_bytes(), f"{file} differs from {pristine}"


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids(EXERCISES))
def test_folder_is_complete(exercise: Exercise) -> None:
    assert exercise.stub_path.is_file() and exercise.solution_path.is_file() and exercise.check_file.is_file()
    assert len(exercise.accepted_paths) >= 2, "at least two other right ways"
    assert sum(not fix.is_stub for fix in wrong_fixes(exercise)) >= 3, "at least three wrong fixes"
    assert len(exercise.hints) == 3 and all(exercise.hints)


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids(EXERCISES))
def test_contract_and_checks_name_each_other(exercise: Exercise) -> None:
    rules = {function.__name__: rule_of(function) for function in check_functions(exercise)}
    rows = {row.name for row in exercise.rows}
    assert rows, "the README needs a contract table"
    for name, rule in rules.items():
        assert rule.rows, f"{name} names no row"
        assert set(rule.rows) <= rows, f"{name} names rows the README does not have: {set(rule.rows) - rows}"
        assert rule.source, f"{name} cites no source"
        assert rule.text.endswith("."), f"{name}: the rule is a sentence"
        assert 1 <= rule.hint <= 3, f"{name} names no hint"
    unproved = rows - {row for rule in rules.values() for row in rule.rows}
    assert not unproved, f"rows that no check names: {unproved}"


def check_functions(exercise: Exercise) -> list[object]:
    """The functions of the check file, loaded without leaving the module behind."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(f"checks_{exercise.slug}", exercise.check_file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes
    return [value for name, value in vars(module).items() if name.startswith("test_")]
