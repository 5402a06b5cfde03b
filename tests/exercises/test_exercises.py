"""The proof of every exercise: stub and wrong fixes fail, right answers pass, null apps never do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.authoring.null_apps import null_apps
from course.exercises.catalogue import Catalogue
from course.exercises.wrong_fixes import WrongFix, wrong_fixes
from course.grading.checks.rule import rule_of
from course.grading.grade import grade_source
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.grading.wording import report_lines
from course.values.exercise import Exercise
from course.values.report import Report

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = Catalogue(ROOT / "exercises").all()
FLASK_EXERCISES = [exercise for exercise in EXERCISES if exercise.edit == "app.py"]
#: The learner writes a file of tests or a document about an app that comes with the exercise.
OTHER_EXERCISES = [exercise for exercise in EXERCISES if exercise.edit != "app.py"]

EMPTY = "from flask import Flask\napp = Flask(__name__)\n"
ALWAYS = """
from flask import Flask
app = Flask(__name__)

@app.before_request
def always():
    {body}
"""
HTML = """

@app.after_request
def always_html(response):
    if response.mimetype.endswith("json"):
        response.set_data("<!doctype html><title>Page</title><p>" + response.get_data(as_text=True))
        response.mimetype = "text/html"
    return response
"""


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    """One process for many gradings."""
    made = Grader()
    yield made
    made.close()


def ids(exercises: list[Exercise] | tuple[Exercise, ...]) -> list[str]:
    return [exercise.slug for exercise in exercises]


def accepted() -> list[object]:
    """Every accepted variant as a parameter."""
    return [
        pytest.param(exercise, path, id=f"{exercise.slug}-{path.stem}")
        for exercise in EXERCISES
        for path in exercise.accepted_paths
    ]


def refused() -> list[object]:
    """Every wrong fix as a parameter."""
    return [
        pytest.param(exercise, fix, id=f"{exercise.slug}-{fix.name}")
        for exercise in EXERCISES
        for fix in wrong_fixes(exercise)
    ]


def told(report: Report) -> str:
    """The report in words, for a failing test."""
    return "\n".join(report_lines(report, everything=True))


def failed_names(report: Report) -> set[str]:
    return {check.name for check in report.checks if not check.passed}


def no_fault(report: Report) -> bool:
    return not report.fault and all(check.outcome != "grader_fault" for check in report.checks)


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids(EXERCISES))
def test_stub_fails_without_a_fault_of_the_grader(exercise: Exercise, grader: Grader) -> None:
    report = grade(exercise, exercise.stub_path, grader)
    assert not report.solved, told(report)
    assert no_fault(report), told(report)


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids(EXERCISES))
def test_solution_passes(exercise: Exercise, grader: Grader) -> None:
    report = grade(exercise, exercise.solution_path, grader)
    assert report.solved, told(report)


@pytest.mark.parametrize(("exercise", "path"), accepted())
def test_accepted_variant_passes(exercise: Exercise, path: Path, grader: Grader) -> None:
    report = grade(exercise, path, grader)
    assert report.solved, told(report)


@pytest.mark.parametrize(("exercise", "fix"), refused())
def test_wrong_fix_fails_exactly_what_it_names(exercise: Exercise, fix: WrongFix, grader: Grader) -> None:
    report = grade_source(exercise, exercise.source_path, fix.source.encode(), grader)
    assert failed_names(report) == set(fix.fails), told(report)
    assert no_fault(report), told(report)


@pytest.mark.parametrize("exercise", FLASK_EXERCISES, ids=ids(FLASK_EXERCISES))
def test_null_apps_fail(exercise: Exercise, grader: Grader, tmp_path: Path) -> None:
    apps = {
        "empty": EMPTY,
        "always 200": ALWAYS.format(body="return {}, 200"),
        "always crash": ALWAYS.format(body="raise RuntimeError('always')"),
        "HTML instead of JSON": exercise.solution_path.read_text(encoding="utf-8") + HTML,
    }
    for code in exercise.codes:
        apps[f"always {code}"] = ALWAYS.format(body=f"return {{'error': 'always', 'id': 1}}, {code}")
    for name, source in apps.items():
        file = tmp_path / "app.py"
        file.write_text(source, encoding="utf-8")
        report = grade(exercise, file, grader)
        assert not report.solved, f"{name} passes:\n{told(report)}"
        assert no_fault(report), f"{name} breaks the grader:\n{told(report)}"


@pytest.mark.parametrize("exercise", OTHER_EXERCISES, ids=ids(OTHER_EXERCISES))
def test_null_files_fail(exercise: Exercise, grader: Grader, tmp_path: Path) -> None:
    files = null_apps(exercise)
    assert files
    for name, source in files.items():
        file = tmp_path / exercise.edit
        file.write_text(source, encoding="utf-8")
        report = grade(exercise, file, grader)
        assert not report.solved, f"{name} passes:\n{told(report)}"
        assert no_fault(report), f"{name} breaks the grader:\n{told(report)}"


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
