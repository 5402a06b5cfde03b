"""The waiting process and the wire console: one job each, nothing mixes, nothing is left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading.machine.kept_apps import Console, RequestError, Target, read_request
from course.grading.machine.standby import Standby
from course.practice.attempts import Attempts
from course.progress.store import Store
from course.values.exercise import Exercise

from .test_harm import GOOD, HEAD, VIEW, alive

STUB = VIEW + "    return 'no such tea'\n"


@pytest.fixture
def standby() -> Iterator[Standby]:
    made = Standby()
    yield made
    made.close()


@pytest.fixture
def console() -> Iterator[Console]:
    made = Console()
    yield made
    made.close()


@pytest.fixture
def target(tea_house: Exercise) -> Target:
    return Target(tea_house.folder, tea_house.source_path)


def spare_pid(standby: Standby) -> int:
    assert standby.wait_until_ready()
    assert standby._spare is not None and standby._spare._worker is not None
    return standby._spare._worker.process.pid


def test_one_job_then_replaced(standby: Standby, tea_house: Exercise) -> None:
    first = spare_pid(standby)
    assert standby.grade(tea_house, tea_house.source_path, GOOD.encode()).solved
    second = spare_pid(standby)
    assert first != second
    assert not alive(first)


def test_a_killed_spare_is_replaced(standby: Standby, tea_house: Exercise) -> None:
    os.kill(spare_pid(standby), signal.SIGKILL)
    time.sleep(0.2)
    report = standby.grade(tea_house, tea_house.source_path, GOOD.encode())
    assert report.solved, report.fault


def test_two_grades_at_once_never_mix(standby: Standby, tea_house: Exercise) -> None:
    found: dict[str, list[bool]] = {"good": [], "stub": []}

    def work(name: str, source: str) -> None:
        for _ in range(4):
            report = standby.grade(tea_house, tea_house.source_path, source.encode())
            found[name].append(report.solved)

    threads = [threading.Thread(target=work, args=pair) for pair in (("good", GOOD), ("stub", STUB))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {"good": [True] * 4, "stub": [False] * 4}


def test_the_later_source_wins(tea_house: Exercise, tmp_path: Path) -> None:
    store = Store(tmp_path / "progress.sqlite")
    attempts = Attempts(store)
    try:
        tea_house.source_path.write_text(STUB)
        early = threading.Thread(target=attempts.attempt, args=(tea_house, "site"))
        early.start()
        time.sleep(0.05)
        tea_house.source_path.write_text(GOOD)
        attempts.attempt(tea_house, "site")
        early.join()
    finally:
        attempts.close()
    latest = store.latest_run(tea_house.slug)
    assert latest is not None and latest.solved
    assert store.source(latest.source_hash) == GOOD.encode()


def test_console_shows_both_sides_and_keeps_state(console: Console, target: Target) -> None:
    target.file.write_text(
        HEAD
        + "n = 0\n@app.post('/count')\ndef count():\n    global n\n    n += 1\n    return {'n': n}, 201\n"
    )
    request = read_request("POST", "/count", "X-Probe: 1", "")
    assert [console.send(target, request).exchange.response.body for _ in range(2)] == [
        b'{"n":1}\n',
        b'{"n":2}\n',
    ]
    again = console.send(target, request, fresh=True)
    assert again.exchange.response is not None
    assert again.exchange.response.line == "HTTP/1.1 201 CREATED"
    assert again.exchange.response.body == b'{"n":1}\n'
    assert ("X-Probe", "1") in again.exchange.request.headers
    target.file.write_text(target.file.read_text().replace("201", "202"))
    changed = console.send(target, request).exchange.response
    assert changed is not None and (changed.status, changed.body) == (202, b'{"n":1}\n')


def test_console_names_what_went_wrong(
    console: Console, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_TIME_LIMIT", "1")
    request = read_request("GET", "/teas/x", "", "")
    outcomes = {
        "crashed": VIEW + "    return TEAS[name]\n",
        "cannot_load": "def (\n",
        "too_slow": VIEW + "    while True: pass\n",
        "died": "import os\n" + VIEW + "    os._exit(1)\n",
        "answered": GOOD,
    }
    for outcome, source in outcomes.items():
        target.file.write_text(source)
        answer = console.send(target, request)
        assert answer.outcome == outcome, answer
        if outcome == "crashed":
            assert "NameError" in answer.traceback and answer.where == "app.py:5 in show_tea"


def test_console_refuses_what_cannot_be_sent() -> None:
    for field, values in {
        "method": ("GE T", "/", "", ""),
        "path": ("GET", "teas", "", ""),
        "headers": ("GET", "/", "no colon", ""),
        "body": ("POST", "/", "", "x" * 70_000),
    }.items():
        with pytest.raises(RequestError) as caught:
            read_request(*values)
        assert caught.value.field == field
    for path in ("/a b", "/a\r\nX: y", "//" + "\x00"):
        with pytest.raises(RequestError):
            read_request("GET", path, "", "")
    with pytest.raises(RequestError):
        read_request("GET", "/", "X: a\x00b", "")


def test_console_ends_its_processes(console: Console, target: Target) -> None:
    target.file.write_text(f"{GOOD}import os\nopen(__file__ + '.pid', 'w').write(str(os.getpid()))\n")
    console.send(target, read_request("GET", "/teas/assam", "", ""))
    pid = int(target.file.with_suffix(".py.pid").read_text())
    console.close_idle(now=time.monotonic() + 10_000)
    assert not alive(pid)


def test_a_process_ended_before_its_first_check_is_replaced(standby: Standby, tea_house: Exercise) -> None:
    pid = spare_pid(standby)
    os.kill(pid, signal.SIGSTOP)  # it cannot take the job
    killer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    killer.start()
    report = standby.grade(tea_house, tea_house.source_path, GOOD.encode())
    killer.join()
    assert report.solved, report.fault
