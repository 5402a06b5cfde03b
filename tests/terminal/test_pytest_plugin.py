"""`pytest exercises/` as a learner types it: options, report, table, exit status, progress."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.grading.machine.runner import grade
from course.grading.wording import check_lines
from course.progress.store import Store

RunPytest = Callable[..., subprocess.CompletedProcess[str]]


def stored(toy: Path) -> Store:
    return Store(toy.parent / "instance" / "progress.sqlite")


def test_stub_reads_like_a_lesson(run_pytest: RunPytest) -> None:
    out = run_pytest().stdout
    order = [
        "not yet: Any other name is answered 404.",
        "before     GET /teas/assam → 200",
        "$ curl -i http://127.0.0.1:5000/teas/tea-",
        "< HTTP/1.1 200 OK",
        "came back  200 OK",
        "expected   404 Not Found",
        "A client that reads 200 takes whatever came",
        "differs    status 200, not 404",
        "where      app.py:10 in show_tea",
        "rule from  RFC 9110 §15.5.5",
        "hint       2 of 3: python3 run.py hint 01 2",
        "lesson     /lessons/01_one_number",
        "01_tea_house  1 of 2       not yet: Any other name is answered 404.",
        "02_bus_stop   1 of 1       solved",
        "1 of 2 exercises solved. Go on with: pytest exercises/01_tea_house",
    ]
    positions = [out.find(words) for words in order]
    assert -1 not in positions, out
    assert positions == sorted(positions), out


def test_exit_status_is_pytests_own(toy: Path, run_pytest: RunPytest) -> None:
    assert run_pytest().returncode == 1
    house = toy / "01_tea_house"
    (house / "app.py").write_text((house / ".meta" / "solution.py").read_text())
    assert run_pytest().returncode == 0
    assert run_pytest("exercises", "-k", "nothing_is_named_so").returncode == 5


def test_one_check_one_folder_and_k(run_pytest: RunPytest) -> None:
    one = run_pytest("exercises/01_tea_house/test_tea_house.py::test_known_tea")
    assert one.returncode == 0 and "1 passed" in one.stdout
    folder = run_pytest("exercises/02_bus_stop")
    assert "1 passed" in folder.stdout and "tea_house" not in folder.stdout
    named = run_pytest("exercises", "-k", "unknown")
    assert "1 failed, 2 deselected" in named.stdout
    assert "01_tea_house  0 of 1 run" in named.stdout


def test_x_stops_after_the_first_failure(run_pytest: RunPytest) -> None:
    out = run_pytest("exercises", "-x").stdout
    assert "stopping after 1 failures" in out
    assert "bus_stop" not in out


def test_verbose_names_every_check_and_junit_has_the_words(toy: Path, run_pytest: RunPytest) -> None:
    out = run_pytest("exercises", "-v", "--junitxml=report.xml").stdout
    assert "test_known_tea PASSED" in out and "test_unknown_tea FAILED" in out
    assert "came back  200 OK" in (toy.parent / "report.xml").read_text()


def test_last_failed_first(toy: Path, run_pytest: RunPytest) -> None:
    run_pytest("exercises", "-p", "cacheprovider")
    again = run_pytest("exercises", "-p", "cacheprovider", "--lf").stdout
    assert "1 failed" in again and "passed" not in again


def test_collect_only_runs_nothing(toy: Path, run_pytest: RunPytest) -> None:
    (toy / "01_tea_house" / "app.py").write_text("while True: pass\n")
    done = run_pytest("exercises", "--collect-only", "-q")
    assert done.returncode == 0 and "test_known_tea" in done.stdout


def test_debugger_keeps_the_checks_in_this_process(run_pytest: RunPytest) -> None:
    done = run_pytest("exercises", "--pdb")
    assert "(Pdb)" in done.stdout
    assert "01_tea_house" in done.stdout


def test_an_exercise_that_nobody_has_begun_is_no_attempt_unless_it_is_named(
    toy: Path, run_pytest: RunPytest
) -> None:
    run_pytest("exercises")
    assert stored(toy).latest_run("01_tea_house") is None
    run_pytest("exercises/01_tea_house")
    assert stored(toy).latest_run("01_tea_house") is not None
    # Once it was begun, even a stub that was brought back is an attempt.
    before = stored(toy).latest_run_id("01_tea_house")
    run_pytest("exercises")
    assert stored(toy).latest_run_id("01_tea_house") != before


def test_the_words_have_the_marks_and_colours_of_the_other_verbs_where_pytest_has_colour(
    run_pytest: RunPytest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "◇" not in run_pytest("exercises/01_tea_house").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run_pytest("exercises/01_tea_house").stdout
    assert "◇" in out and "\x1b[33mnot yet" in out
    assert "◇" not in run_pytest("exercises/01_tea_house", "--color=no").stdout


def test_whole_runs_reach_the_progress_store(toy: Path, run_pytest: RunPytest) -> None:
    (toy / "01_tea_house" / "app.py").write_text((toy / "01_tea_house" / "app.py").read_text() + "\n")
    run_pytest("exercises")
    run = stored(toy).latest_run("01_tea_house")
    assert run is not None
    assert (run.report.held, len(run.report.checks)) == (1, 2)
    assert stored(toy).source(run.report.source_hash) == (toy / "01_tea_house" / "app.py").read_bytes()


def test_part_of_an_exercise_is_not_recorded(toy: Path, run_pytest: RunPytest) -> None:
    run_pytest("exercises", "-k", "known_tea and not unknown")
    run_pytest("exercises/01_tea_house/test_tea_house.py::test_known_tea")
    assert stored(toy).latest_run("01_tea_house") is None


def test_terminal_and_function_speak_the_same_words(
    toy: Path, run_pytest: RunPytest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_SEED", "7")
    exercise = Catalogue(toy).get("01_tea_house")
    assert exercise is not None
    first = grade(exercise).first_failure
    assert first is not None
    out = run_pytest("exercises/01_tea_house").stdout
    for line in check_lines(first, exercise.slug):
        assert line.rstrip() in out, line


def test_broken_checks_are_a_fault_of_the_grader(toy: Path, run_pytest: RunPytest) -> None:
    checks = toy / "01_tea_house" / "test_tea_house.py"
    checks.write_text(checks.read_text() + "\n\ndef test_broken(client):\n    '''Breaks.'''\n    {}['x']\n")
    out = run_pytest("exercises/01_tea_house", "-v").stdout
    assert "grader fault" in out and "fault of the course, not of your code" in out


def test_other_tests_in_the_same_run_are_shown_as_always(toy: Path, run_pytest: RunPytest) -> None:
    (toy.parent / "test_other.py").write_text("def test_other():\n    assert 1 == 2\n")
    out = run_pytest("exercises", "test_other.py").stdout
    assert "assert 1 == 2" in out
    assert "2 failed, 2 passed" in out
