"""Nothing beside the course's own checks bends a verdict, and a run that lacks one says so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.grading.machine.runner import grade
from course.grading.signed import SHARED, sign, stale
from course.values.exercise import Exercise

ROOT = Path(__file__).resolve().parents[2]
RunPytest = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def solved(toy: Path) -> Exercise:
    """A real exercise with its reference in place, beside the toy ones."""
    shipped = Catalogue(ROOT / "exercises").all()
    old = stale(shipped)
    chosen = next(one for one in shipped if one.edit == "app.py" and one.slug not in old)
    shutil.copytree(chosen.folder, toy / chosen.slug, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "exercises" / "conftest.py", toy / "conftest.py")
    exercise = Catalogue(toy).get(chosen.slug)
    assert exercise is not None
    shutil.copyfile(exercise.solution_path, exercise.source_path)
    return exercise


def names(exercise: Exercise) -> list[str]:
    return [name for name in sign(exercise).checks if name != SHARED]


def test_foreign_tests_are_named_once_and_keep_nothing_from_being_graded(
    solved: Exercise, run_pytest: RunPytest
) -> None:
    (solved.folder / "conftest.py").write_text("raise RuntimeError('loaded')\n")
    (solved.folder / "test_mine.py").write_text("raise RuntimeError('loaded')\n")
    (solved.folder / "random.py").write_text("raise RuntimeError('loaded')\n")
    (solved.folder.parent.parent / "flask.py").write_text("raise RuntimeError('loaded')\n")
    done = run_pytest(f"exercises/{solved.slug}")
    assert done.returncode == 0, done.stdout
    assert "solved" in done.stdout
    for name in ("conftest.py", "test_mine.py"):
        assert done.stdout.count(f"exercises/{solved.slug}/{name} isn't the course's own file") == 1


def test_a_conftest_that_rewrites_outcomes_is_not_loaded(solved: Exercise, run_pytest: RunPytest) -> None:
    shutil.copyfile(solved.stub_path, solved.source_path)
    (solved.folder / "conftest.py").write_text(
        "def pytest_runtest_logreport(report):\n    report.outcome = 'passed'\n"
        "def pytest_sessionfinish(session):\n    session.exitstatus = 0\n"
    )
    assert run_pytest(f"exercises/{solved.slug}").returncode == 1


def test_a_missing_check_is_no_pass(solved: Exercise, run_pytest: RunPytest) -> None:
    first, second = names(solved)[:2]
    text = solved.check_file.read_text()
    solved.check_file.write_text(text.replace(f"def {second}(", f"def not_{second}("))
    done = run_pytest(f"exercises/{solved.slug}")
    assert done.returncode == 1
    assert f"{second}: this check is missing from {solved.check_file.name}" in done.stdout.replace("\n", "")
    assert "solved" not in done.stdout
    report = grade(solved)
    assert not report.solved
    lacking = next(check for check in report.checks if check.name == second)
    assert lacking.outcome == "not_run" and "missing" in lacking.came_back


def test_a_changed_check_is_no_pass(solved: Exercise, run_pytest: RunPytest) -> None:
    first = names(solved)[0]
    lines = solved.check_file.read_text().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(f"def {first}("))
    lines.insert(at + 1, "    return\n")
    solved.check_file.write_text("".join(lines))
    report = grade(solved)
    assert [check.name for check in report.checks if not check.passed] == [first]
    assert "not the course's own" in report.checks[0].came_back
    assert run_pytest(f"exercises/{solved.slug}").returncode == 1


def test_an_emptied_file_of_checks_is_no_pass(solved: Exercise, run_pytest: RunPytest) -> None:
    expected = names(solved)
    solved.check_file.write_text("")
    for done in (run_pytest(f"exercises/{solved.slug}"), run_pytest("exercises", "-k", "bus_stop")):
        assert done.returncode == 1
        assert f"missing from {solved.check_file.name}" in done.stdout.replace("\n", "")
    report = grade(solved)
    assert [check.name for check in report.checks] == expected
    assert report.outcome == "not_run" and not report.fault


def test_a_deleted_file_of_checks_is_no_pass(solved: Exercise, run_pytest: RunPytest) -> None:
    solved.check_file.unlink()
    assert run_pytest("exercises", "-k", "bus_stop").returncode == 1
    assert grade(solved).outcome == "not_run"


SKIPPING = """import pytest
from flask import Flask
class Skipping(Flask):
    @property
    def testing(self):
        return False
    @testing.setter
    def testing(self, value):
        pytest.{way}('not today')
app = Skipping(__name__)
"""


@pytest.mark.parametrize("way", ["skip", "xfail"])
@pytest.mark.parametrize("more", [(), ("--pdb",)], ids=["a process of its own", "this process"])
def test_a_skip_from_the_learners_app_is_a_failure(
    way: str, more: tuple[str, ...], toy: Path, run_pytest: RunPytest
) -> None:
    (toy / "01_tea_house" / "app.py").write_text(SKIPPING.format(way=way))
    done = run_pytest("exercises/01_tea_house", *more)
    assert done.returncode != 0, done.stdout
    assert "left out" in done.stdout and "not today" in done.stdout


def test_what_does_not_change_a_check_does_not_matter(solved: Exercise) -> None:
    solved.check_file.write_bytes(solved.check_file.read_bytes().replace(b"\n", b"\r\n"))
    assert grade(solved).solved


def test_check_names_what_is_not_signed(solved: Exercise) -> None:
    catalogue = Catalogue(solved.folder.parent)
    assert solved.slug not in stale(catalogue.all())
    solved.check_file.write_text(solved.check_file.read_text() + "\n\nEXTRA = 1\n")
    assert solved.slug in stale(catalogue.all())
