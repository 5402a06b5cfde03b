"""Code that harms the process it runs in ends in the right outcome, and the next exercise is still graded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.grading.machine.runner import grade
from course.values.exercise import Exercise
from course.values.report import Report

from ..helpers import GOOD, HEAD, VIEW, alive

RunPytest = Callable[..., subprocess.CompletedProcess[str]]

#: name: (source, outcome, words that the first failure says)
HARM: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "syntax error": (HEAD + "def show(:\n    pass\n", "cannot_load", ("app.py", "line 3")),
    "missing import": ("import flaskk\n" + HEAD, "cannot_load", ("flaskk", "not installed")),
    "name error at import": (HEAD + "teas = TEAS\n", "cannot_load", ("NameError", "TEAS")),
    "sys.exit at import": ("import sys\n" + HEAD + "sys.exit(0)\n", "cannot_load", ("sys.exit",)),
    "sys.exit in a view": ("import sys\n" + VIEW + "    sys.exit(0)\n", "crashed", ("SystemExit",)),
    "os._exit at import": ("import os\n" + HEAD + "os._exit(0)\n", "crashed", ("exit status 0", "imported")),
    "os._exit in a view": (
        "import os\n" + VIEW + "    os._exit(3)\n",
        "crashed",
        ("exit status 3", "/teas/"),
    ),
    "endless loop at import": (HEAD + "while True:\n    pass\n", "too_slow", ("import", "did not end")),
    "endless loop in a view": (VIEW + "    while True:\n        pass\n", "too_slow", ("GET /teas/assam",)),
    "a gigabyte": (VIEW + "    return {'name': 'x' * 2**30}\n", "crashed", ("MemoryError",)),
    "a gigabyte at import": (HEAD + "data = bytearray(2**30)\n", "cannot_load", ("memory",)),
    "app renamed": (GOOD.replace("app", "application"), "cannot_load", ("application", "'app'")),
    "app is no Flask": ("app = 5\n", "cannot_load", ("not a Flask object",)),
    "no app": ("x = 1\n", "cannot_load", ("no Flask object named 'app'",)),
    "pytest.skip at import": (
        "import pytest\npytest.skip('no', allow_module_level=True)\n",
        "cannot_load",
        (),
    ),
    "keyboard interrupt in a view": (VIEW + "    raise KeyboardInterrupt\n", "crashed", ()),
    "input() at import": ("input('Your name? ')\n" + HEAD, "cannot_load", ("input() waits for somebody",)),
    "input() in a view": (VIEW + "    return input()\n", "crashed", ("input() waits for somebody",)),
    "async def": (VIEW.replace("def show", "async def show") + "    return {}\n", "crashed", ("Write def",)),
    "a NUL byte": (HEAD + "x = 'a\0b'\n", "cannot_load", ("NUL byte in line 3", "UTF-8")),
    "request at import": (
        "from flask import request\nrequest.args\n" + HEAD,
        "cannot_load",
        ("not while the file is imported",),
    ),
    "recursion": (VIEW + "    return show_tea(name)\n", "crashed", ("RecursionError",)),
}

#: These harm nothing: the checks pass.
HARMLESS = {
    "200 MB of output": GOOD + "for _ in range(200):\n    print('x' * 1_000_000)\n",
    "print in a view": GOOD.replace("    if name", "    print('hello')\n    if name"),
    "CRLF": GOOD.replace("\n", "\r\n"),
    "a thread left running": "import threading, time\n"
    + GOOD
    + "threading.Thread(target=time.sleep, args=(600,)).start()\n",
    "app.run() without a guard": GOOD + "app.run()\n",
    "standard output taken away": "import sys\n" + GOOD + "sys.stdout = None\n",
    "json.dumps replaced": "import json\n" + GOOD + "json.loads = None\n",
    "byte order mark": "\ufeff" + GOOD,
}


def graded(
    exercise: Exercise, source: str | bytes, monkeypatch: pytest.MonkeyPatch, limit: float = 1.5
) -> Report:
    """Grade a text as the toy exercise's learner file."""
    monkeypatch.setenv("COURSE_TIME_LIMIT", str(limit))
    exercise.source_path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return grade(exercise)


@pytest.mark.parametrize("name", HARM)
def test_harm_ends_in_the_right_outcome(
    name: str, tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, outcome, words = HARM[name]
    if "gigabyte" in name and not sys.platform.startswith("linux"):
        pytest.skip("memory is limited on Linux only")
    report = graded(tea_house, source, monkeypatch)
    assert report.outcome == outcome, report
    first = report.first_failure
    assert first is not None
    said = f"{first.came_back} {first.traceback} {first.where} {first.why}"
    for word in words:
        assert word in said, said
    assert not report.fault


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_oddities_pass(name: str, tea_house: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    report = graded(tea_house, HARMLESS[name], monkeypatch, limit=10.0)
    assert report.solved, report


def test_source_that_is_not_utf8_is_named(tea_house: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    report = graded(tea_house, b"# caf\xe9\n" + GOOD.encode(), monkeypatch)
    assert report.outcome == "cannot_load"
    assert report.first_failure is not None and "UTF-8" in report.first_failure.came_back


def test_missing_file_is_named(tea_house: Exercise) -> None:
    tea_house.source_path.unlink()
    report = grade(tea_house)
    assert report.outcome == "cannot_load"
    assert report.first_failure is not None and "reset" in report.first_failure.came_back


def test_loop_is_located_and_stopped_at_the_limit(
    tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = VIEW + "    n = 0\n    while True:\n        n += 1\n"
    report = graded(tea_house, source, monkeypatch)
    first = report.first_failure
    assert first is not None and first.where.startswith("app.py:") and first.where.endswith("in show_tea")


def test_leftovers_are_killed(tea_house: Exercise, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pidfile = tmp_path / "pid"
    source = (
        "import subprocess, sys\n"
        f"p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pidfile)!r}, 'w').write(str(p.pid))\n" + GOOD
    )
    graded(tea_house, source, monkeypatch, limit=10.0)
    assert not alive(int(pidfile.read_text()))


def test_terminal_still_grades_the_next_exercise(toy: Path, run_pytest: RunPytest) -> None:
    for source, word in (
        ("import os\nos._exit(0)\n", "crashed"),
        ("while True: pass\n", "too slow"),
        ("def (\n", "cannot load"),
        ("import sys\nsys.exit()\n", "cannot load"),
    ):
        (toy / "01_tea_house" / "app.py").write_text(source)
        done = run_pytest(limit=1.0)
        assert done.returncode == 1, done.stdout
        assert word in done.stdout
        assert "02_bus_stop   1 of 1       solved" in done.stdout, done.stdout


def test_no_bytecode_of_the_learner_is_written(tea_house: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    (tea_house.folder / "helpers.py").write_text("GRAMS = 12\n")
    source = GOOD.replace("'grams': 12", "'grams': helpers.GRAMS").replace(
        "from flask", "import helpers\nfrom flask"
    )
    assert graded(tea_house, source, monkeypatch, limit=10).solved
    (tea_house.folder / "helpers.py").write_text("GRAMS = 13\n")
    assert not graded(tea_house, source, monkeypatch, limit=10).solved
    assert not list(tea_house.folder.rglob("helpers*.pyc"))


def test_any_name_of_a_folder_will_do(toy: Path) -> None:
    odd = toy.parent / "[1] ü#?%20"
    shutil.copytree(toy, odd / "exercises")
    exercise = Catalogue(odd / "exercises").get("01_tea_house")
    assert exercise is not None
    exercise.source_path.write_text(GOOD)

    report = grade(exercise)

    assert report.solved, report
    assert [check.name for check in report.checks] == ["test_known_tea", "test_unknown_tea"]


def test_the_end_of_much_output_is_kept(tea_house: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    source = HEAD + "for i in range(20_000):\n    print('line', i)\nprint('THE END')\n"

    first = graded(tea_house, source, monkeypatch, limit=10.0).first_failure

    assert first is not None
    assert first.output.startswith("line 0\nline 1\n") and first.output.endswith("THE END")
    assert "characters left out" in first.output
    assert len(first.output) < 4_100
