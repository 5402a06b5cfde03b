"""Tests that a learner wrote: whatever they do, each check gets a result that explains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.grading.checks.suite import peeks
from course.grading.grade import grade_source, run_checks
from course.grading.machine.process import Grader
from course.values.exercise import Exercise
from course.values.report import CheckResult, Report

ROOT = Path(__file__).resolve().parents[3]
FIRST = "def test_list(client):\n    assert client.get('/bags').status_code == 200\n\n\n"


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    made = Grader()
    yield made
    made.close()


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    found = Catalogue(ROOT / "exercises").get("33_write_the_tests")
    assert found is not None
    return found


def told(exercise: Exercise, grader: Grader, source: str) -> Report:
    report = grade_source(exercise, exercise.source_path, source.encode(), grader)
    assert not report.fault and all(check.outcome != "grader_fault" for check in report.checks)
    assert not report.solved
    return report


def first(report: Report) -> CheckResult:
    failure = report.first_failure
    assert failure is not None
    return failure


def test_a_failure_has_its_own_words_its_line_and_the_request(exercise, grader):
    source = (
        FIRST + "def test_new(client):\n    answer = client.post('/bags', json={'tag': 5, 'what': 'tent'})\n"
    )
    check = first(told(exercise, grader, source + "    assert answer.status_code == 200, 'made'\n"))
    assert "test_new fails with the API of api.py" in check.came_back
    assert "made assert 201 == 200" in check.came_back
    assert check.where == "api_checks.py:7 in test_new"
    assert "assert 201 == 200" in check.traceback
    assert check.status_line.startswith("HTTP/1.1 201")
    assert "/bags" in check.curl


def test_a_failure_in_a_helper_points_at_the_test(exercise, grader):
    source = "def same(one, two):\n    assert one == two\n\n\ndef test_a(client):\n    same(1, 2)\n"
    check = first(told(exercise, grader, source))
    assert check.where == "api_checks.py:6 in test_a"
    assert "in same" in check.traceback


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("", "no test in api_checks.py", id="empty"),
        pytest.param("def helper(client):\n    pass\n", "no test in api_checks.py", id="no test"),
        pytest.param(FIRST + "def test_b(clint):\n    pass\n", "there is no fixture 'clint'", id="fixture"),
        pytest.param(
            "import pytest\n\n\ndef test_a(client):\n    pytest.exit('enough')\n",
            "ended the whole run",
            id="exit",
        ),
        pytest.param(
            "def test_a(client):\n    raise KeyboardInterrupt\n", "ended the whole run", id="interrupt"
        ),
        pytest.param("def test_a(client):\n    raise SystemExit(3)\n", "SystemExit: 3", id="sys.exit"),
    ],
)
def test_odd_files_are_explained(exercise, grader, source, words):
    check = first(told(exercise, grader, source))
    assert check.outcome == "wrong"
    assert words in check.came_back


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("def test_a(client:\n", "Python cannot read api_checks.py", id="syntax"),
        pytest.param("client.get('/')\n", "No test can run before this is repaired", id="at import"),
        pytest.param("import nothing_of_that_name\n", "which is not installed here", id="import"),
        pytest.param(
            "import pytest\n\n\n@pytest.mark.parametrize('n', [1])\ndef test_a(client):\n    pass\n",
            "pytest cannot make tests",
            id="parametrize",
        ),
    ],
)
def test_files_that_cannot_be_loaded_say_why(exercise, grader, source, words):
    check = first(told(exercise, grader, source))
    assert check.outcome == "cannot_load"
    assert words in check.came_back


def test_an_endless_test_is_stopped_and_named(exercise, grader, monkeypatch):
    monkeypatch.setenv("COURSE_TIME_LIMIT", "1")
    check = first(told(exercise, grader, FIRST + "def test_b(client):\n    while True:\n        pass\n"))
    assert check.outcome == "too_slow"
    assert check.came_back.startswith("test_b did not end within 1 seconds")
    assert check.where.startswith("api_checks.py:")


def test_a_test_that_ends_the_process_is_named(exercise, grader):
    check = first(told(exercise, grader, "import os\n\n\ndef test_b(client):\n    os._exit(4)\n"))
    assert check.outcome == "crashed"
    assert "during test_b" in check.came_back


def test_nothing_is_left_of_a_run(exercise, grader):
    """Each run gets fresh apps: what one test changed, no other test sees."""
    source = "".join(
        f"def test_{n}(client):\n    assert client.delete('/bags/17').status_code == 204\n\n\n"
        for n in range(6)
    )
    report = told(exercise, grader, source)
    assert {check.name: check.passed for check in report.checks}["test_right_api_passes"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import api", ["imports api"]),
        ("from api import bags", ["imports from api"]),
        ("from . import api", ["imports api"]),
        ("import_module('api')", ["asks for 'api'"]),
        ("open('api.py')", ["names api.py"]),
        ("Path(__file__).with_name('api.py').read_text()", ["names api.py"]),
        ("HERE / 'exercises/33_write_the_tests/api.py'", ["names api.py"]),
        ("'A text that stands alone: api.py'\n'api.py'\nPath('my_api.py')", []),
        ("client.application.config", ["reads .application"]),
        ("getattr(client, 'application')", ["asks for 'application'"]),
        ("from flask import current_app", ["imports current_app"]),
        ("import json\nclient.get('/api')\nprint('api')\nclient.post('/bags', json='api')", []),
    ],
)
def test_peeks(source, found):
    import ast

    assert [words for _, words in peeks(ast.parse(source), ("api",))] == found


def test_a_note_of_a_suite_stands_among_the_facts(exercise, grader):
    """The evidence of a misconception can say what a test asked for in vain."""
    source = (
        "def test_1(client):\n    client.post('/bags', json={'tag': 5, 'what': 'tent'})\n\n\n"
        "def test_2(client):\n    assert client.get('/bags/5').status_code == 200\n"
    )
    checks, fault = run_checks(exercise, exercise.source_path, source.encode(), grader)
    right = next(check for check in checks if check.name == "test_right_api_passes")
    assert not fault
    assert '"missed"' in right.facts and '"/bags/5"' in right.facts
