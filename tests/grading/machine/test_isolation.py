"""A process for each job: nothing of one answer reaches another one, and nothing is left of any."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course.grading.grade import grade_source
from course.grading.machine.process import FORGED, Grader
from course.grading.machine.system import children
from course.grading.machine.worker import COPIED
from course.values.exercise import Exercise
from course.values.report import Report

from ..helpers import GOOD, HEAD, VIEW, alive

ROOT = Path(__file__).resolve().parents[3]
STUB = VIEW + "    return 'no such tea'\n"
LINUX = sys.platform.startswith("linux")
METHODS = ["fork", "spawn"] if hasattr(os, "fork") else ["spawn"]

#: What an answer may do to the process that it shares with others, if it did share one.
NEIGHBOURS = {
    "responses of exceptions": "from werkzeug.exceptions import HTTPException\n"
    "from flask import Response\n"
    "HTTPException.get_response = lambda self, *a, **k: Response('{}', 201)\n",
    "code of an exception": "from werkzeug.exceptions import NotFound\nNotFound.code = 410\n",
    "json": "import json\njson.dumps = lambda *a, **k: '{}'\njson.loads = lambda *a, **k: {}\n",
    "environment": "import os\nos.environ.clear()\nos.environ['FLASK_DEBUG'] = '1'\n",
    "folder": "import os\nos.chdir('/')\n",
    "recursion": "import sys\nsys.setrecursionlimit(60)\n",
    "threads": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n",
    "signals": "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "signal.signal(signal.SIGINT, signal.SIG_IGN)\n",
    "builtins": "import builtins\nbuiltins.isinstance = lambda *a: True\n",
    "path": "import sys\nsys.path.clear()\nsys.meta_path.clear()\n",
    "end": "import os\nos._exit(0)\n",
    "trace": "import sys\nsys.settrace(lambda *a: None)\nimport gc\ngc.disable()\n",
}


@pytest.fixture(params=METHODS)
def grader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Grader]:
    monkeypatch.setenv("COURSE_GRADING", request.param)
    monkeypatch.setenv("COURSE_TIME_LIMIT", "2")
    monkeypatch.setenv("COURSE_SEED", "5")
    made = Grader()
    made.prepare()
    yield made
    made.close()


def graded(exercise: Exercise, source: str, grader: Grader) -> Report:
    return grade_source(exercise, exercise.source_path, source.encode(), grader)


def verdict(report: Report) -> str:
    """All that a report says, without times."""
    values = report.to_dict()
    for check in values["checks"]:
        check["seconds"] = 0
    return json.dumps({**values, "seconds": 0, "finished": ""}, sort_keys=True)


def gone(pid: int, patience: float = 60.0) -> bool:
    deadline = time.monotonic() + patience
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def test_every_job_has_a_process_of_its_own(grader: Grader, tea_house: Exercise, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    source = f"import os\nopen({str(pids)!r}, 'a').write(f'{{os.getpid()}} ')\n" + GOOD
    for _ in range(3):
        assert graded(tea_house, source, grader).solved
    grader.finish()
    found = pids.read_text().split()
    assert len(found) == 6 and len(set(found)) == 3, found  # two checks each, three processes
    assert all(gone(int(pid)) for pid in found)


def test_a_verdict_does_not_depend_on_what_was_graded_before(grader: Grader, tea_house: Exercise) -> None:
    expected = {source: verdict(graded(tea_house, source, grader)) for source in (GOOD, STUB)}
    chosen = list(NEIGHBOURS.items())
    for name, harm in chosen if os.environ["COURSE_GRADING"] == "fork" else chosen[:3]:
        graded(tea_house, harm + GOOD, grader)
        for source, said in expected.items():
            assert verdict(graded(tea_house, source, grader)) == said, name


@pytest.mark.skipif(not LINUX, reason="only Linux hands over what left its group")
def test_a_daemon_keeps_nobody_waiting_and_ends(grader: Grader, tea_house: Exercise, tmp_path: Path) -> None:
    pidfile = tmp_path / "pid"
    daemon = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        f"        open({str(pidfile)!r}, 'a').write(f'{{os.getpid()}} ')\n"
        "        time.sleep(600)\n"
        "    os._exit(0)\n"
        "os.wait()\n"
    )
    report = graded(tea_house, GOOD + daemon, grader)
    grader.finish()
    assert report.solved, report
    pids = pidfile.read_text().split()
    assert pids and all(gone(int(pid)) for pid in pids)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the parent is who asked")
def test_an_answer_that_ends_its_parent_ends_nobody_who_asked(
    grader: Grader, tea_house: Exercise, tmp_path: Path
) -> None:
    parent = tmp_path / "parent"
    # Once: the file is imported for every check, and an orphan has another parent.
    harm = (
        "import os, signal\n"
        f"if os.getppid() != {os.getpid()} and not os.path.exists({str(parent)!r}):\n"
        f"    open({str(parent)!r}, 'w').write(f'{{os.getppid()}} {{os.getpid()}}')\n"
        "    os.kill(os.getppid(), signal.SIGKILL)\n"
    )
    graded(tea_house, GOOD + harm, grader)
    above, answer = map(int, parent.read_text().split())
    assert above != os.getpid()
    assert graded(tea_house, GOOD, grader).solved
    grader.close()
    assert gone(above) and gone(answer)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_copy_of_the_process_says_nothing(grader: Grader, tea_house: Exercise) -> None:
    source = GOOD.replace("    if name", "    import os; os.fork()\n    if name")
    report = graded(tea_house, source, grader)
    assert (report.held, len(report.checks)) == (2, 2)
    assert all(check.remarks == (COPIED,) for check in report.checks)


def test_results_that_nobody_asked_for_are_dropped_and_said(grader: Grader, tea_house: Exercise) -> None:
    forge = (
        "import sys\n"
        "frame = sys._getframe()\n"
        "while 'channel' not in frame.f_locals:\n"
        "    frame = frame.f_back\n"
        "channel = frame.f_locals['channel']\n"
        "for name in ('test_free_points', 'test_unknown_tea'):\n"
        "    channel.tell('check', result={'name': name, 'rule': 'r', 'outcome': 'passed'})\n"
        "channel.tell('check', result=5)\n"
    )
    report = graded(
        tea_house, STUB.replace("    return", forge.replace("\n", "\n    ")[:-4] + "    return"), grader
    )
    assert [check.name for check in report.checks] == ["test_known_tea", "test_unknown_tea"]
    report = graded(tea_house, STUB + forge.replace("'test_unknown_tea'", "'test_other'"), grader)
    assert [check.name for check in report.checks] == ["test_known_tea", "test_unknown_tea"]
    assert not report.solved
    assert any(FORGED in check.remarks for check in report.checks)


def test_a_job_does_not_end_before_its_last_check(grader: Grader, tea_house: Exercise) -> None:
    forge = (
        "import os, sys\n"
        "frame = sys._getframe()\n"
        "while 'channel' not in frame.f_locals:\n"
        "    frame = frame.f_back\n"
        "tell = frame.f_locals['channel'].tell\n"
        "tell('check', result={'name': 'test_known_tea', 'rule': '', 'outcome': 'passed'})\n"
        "tell('done', clean=True)\n"
        "os._exit(0)\n"
    )
    report = graded(tea_house, STUB + forge, grader)
    assert [check.name for check in report.checks] == ["test_known_tea", "test_unknown_tea"]
    assert not report.solved


def test_a_stranger_on_the_line_spoils_nothing(grader: Grader, tea_house: Exercise) -> None:
    source = (
        GOOD
        + """
import os
for descriptor in range(3, 40):
    try:
        os.write(descriptor, b'{"event": "check", "token": "", "pid": 1}\\n[]\\n5\\nnonsense\\n\\xff\\n')
    except OSError:
        pass
"""
    )
    assert graded(tea_house, source, grader).outcome in ("passed", "too_slow", "crashed", "cannot_load")
    assert graded(tea_house, GOOD, grader).solved


@pytest.mark.parametrize("written", ['{"event": 5}\\n', "x"], ids=["lines", "one line"])
def test_a_flood_on_the_line_ends_at_the_limit(grader: Grader, tea_house: Exercise, written: str) -> None:
    source = (
        "import os\nfor descriptor in range(3, 40):\n    try:\n        while True:\n"
        f"            os.write(descriptor, b'{written}' * 10_000)\n    except OSError:\n        pass\n"
    )
    assert graded(tea_house, source, grader).outcome in ("too_slow", "crashed")
    assert graded(tea_house, GOOD, grader).solved


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("method", METHODS)
def test_what_runs_ends_with_the_process_that_asked(
    method: str, way: signal.Signals, tea_house: Exercise, tmp_path: Path
) -> None:
    pidfile = tmp_path / "pid"
    tea_house.source_path.write_text(
        f"import os\nopen({str(pidfile)!r}, 'w').write(str(os.getpid()))\nwhile True:\n    pass\n"
    )
    program = (
        "import sys; from pathlib import Path; from course.exercises.catalogue import Catalogue\n"
        "from course.grading.machine.runner import grade\n"
        "grade(Catalogue(Path(sys.argv[1])).get('01_tea_house'))\n"
    )
    own = dict(os.environ, PYTHONPATH=str(ROOT), COURSE_TIME_LIMIT="60", COURSE_GRADING=method)
    asking = subprocess.Popen([sys.executable, "-c", program, str(tea_house.folder.parent)], env=own)
    try:
        deadline = time.monotonic() + 120
        while not (pidfile.exists() and pidfile.read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        pid = int(pidfile.read_text())
        assert alive(pid)
        asking.send_signal(way)
        assert gone(pid)
    finally:
        asking.kill()
        asking.wait()


@pytest.mark.skipif(not LINUX, reason="descriptors are counted in /proc")
@pytest.mark.parametrize("method", METHODS)
def test_descriptors_are_given_back(
    method: str, tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_GRADING", method)
    monkeypatch.setenv("COURSE_TIME_LIMIT", "1")

    def count() -> int:
        return len(os.listdir("/proc/self/fd"))

    before = count()
    for source in (GOOD, "while True: pass\n", "import os\nos._exit(1)\n"):
        grader = Grader()
        grader.prepare()
        graded(tea_house, source, grader)
        grader.close()
    assert count() == before


def test_secrets_of_the_shell_are_not_handed_on(
    grader: Grader, tea_house: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grader.close()
    secrets = ("GITHUB_TOKEN", "JUPYTERHUB_API_TOKEN", "AWS_SECRET_ACCESS_KEY", "PGPASSWORD", "COURSE_KEY")
    for name in secrets:
        monkeypatch.setenv(name, "secret")
    seen = tmp_path / "seen"
    source = f"import json, os\nopen({str(seen)!r}, 'w').write(json.dumps(dict(os.environ)))\n" + GOOD
    assert graded(tea_house, source, grader).solved
    environment = json.loads(seen.read_text())
    assert "secret" not in environment.values()
    assert not set(secrets) & set(environment)
    assert environment["PATH"] == os.environ["PATH"]


def test_files_beside_the_course_or_the_exercise_are_nobodys(
    grader: Grader, tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("random.py", "flask.py", "json.py", "course.py", "pytest.py"):
        (tea_house.folder / name).write_text("raise RuntimeError('this is not the library')\n")
        (tea_house.folder.parent.parent / name).write_text("raise RuntimeError('nor is this')\n")
    monkeypatch.chdir(tea_house.folder.parent.parent)
    monkeypatch.setenv("PYTHONPATH", str(tea_house.folder.parent.parent))
    (tea_house.folder / "measures.py").write_text("GRAMS = 12\n")
    source = GOOD.replace("'grams': 12", "'grams': measures.GRAMS")
    report = graded(tea_house, "import random, json, measures\n" + source, grader)
    assert report.solved, report


RunPytest = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("workers", "first"), [("1", "01_tea_house"), ("2", "02_bus_stop"), ("4", "01_tea_house")]
)
def test_neighbours_in_one_run(
    workers: str, first: str, toy: Path, run_pytest: RunPytest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_WORKERS", workers)
    harm = [
        NEIGHBOURS[name] for name in ("responses of exceptions", "json", "code of an exception", "folder")
    ]
    (toy / "01_tea_house" / "app.py").write_text("".join(harm) + HEAD)
    order = sorted(("01_tea_house", "02_bus_stop"), key=lambda slug: slug != first)
    out = run_pytest(*(f"exercises/{slug}" for slug in order)).stdout
    assert "02_bus_stop   1 of 1       solved" in out, out


def test_checks_that_were_collected_ahead_say_the_same(grader: Grader, tea_house: Exercise) -> None:
    plain = verdict(graded(tea_house, GOOD, grader))
    grader.finish()
    grader.prepare(str(tea_house.check_file))
    assert verdict(graded(tea_house, GOOD, grader)) == plain


def test_checks_that_were_changed_since_they_were_collected_are_collected_again(
    grader: Grader, tea_house: Exercise
) -> None:
    grader.prepare(str(tea_house.check_file))
    assert grader.wait_until_ready(30)
    time.sleep(0.5)  # they are collected by now, or else nothing is tried
    with open(tea_house.check_file, "a", encoding="utf-8") as file:
        file.write(
            "\n\ndef test_of_today(client):\n    '''Today.'''\n    assert client.get('/').status == 200\n"
        )
    assert "test_of_today" in verdict(graded(tea_house, GOOD, grader))


def test_checks_that_cannot_be_collected_are_said_and_the_next_job_is_served(
    grader: Grader, tea_house: Exercise
) -> None:
    checks = tea_house.check_file.read_text(encoding="utf-8")
    tea_house.check_file.write_text("def test_broken(client:\n", encoding="utf-8")
    assert "the checks cannot be read" in graded(tea_house, GOOD, grader).fault
    tea_house.check_file.write_text(checks, encoding="utf-8")
    assert graded(tea_house, GOOD, grader).solved


def test_a_process_that_waited_for_another_exercise_serves_this_one(
    grader: Grader, tea_house: Exercise, tmp_path: Path
) -> None:
    plain = verdict(graded(tea_house, GOOD, grader))
    grader.finish()
    grader.prepare(str(tmp_path / "gone" / "test_gone.py"))
    assert verdict(graded(tea_house, GOOD, grader)) == plain


def test_a_process_that_was_ended_while_it_waited_is_replaced(grader: Grader, tea_house: Exercise) -> None:
    grader.prepare(str(tea_house.check_file))
    assert grader.wait_until_ready(30) and grader.pid is not None
    for pid in children(grader.pid) or [grader.pid]:
        os.kill(pid, signal.SIGKILL)
        assert gone(pid)
    assert graded(tea_house, GOOD, grader).solved
