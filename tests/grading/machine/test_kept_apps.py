"""The wire console: both sides as they were sent, state is kept, and no app is ended while it answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from course.grading.machine.kept_apps import (
    IDLE,
    MOST_APPS,
    Console,
    ConsoleAnswer,
    RequestError,
    Target,
    read_request,
)
from course.grading.machine.process import Grader
from course.values.exercise import Exercise

from ..helpers import GOOD, HEAD, VIEW, alive

#: Counts its imports and requests; /slow says that it was reached, then answers when it is let go.
APP = """
import os
import time
from pathlib import Path
from flask import Flask

app = Flask(__name__)
here = Path(__file__).parent
asked = []
with (here / "pids").open("a") as pids:
    print(os.getpid(), file=pids)

@app.get("/slow")
def slow():
    (here / "reached").touch()
    while not (here / "let_go").exists():
        time.sleep(0.01)
    return {"slow": True}

@app.get("/")
def count():
    asked.append(1)
    return {"asked": len(asked)}
"""
SLOW, COUNT = (read_request("GET", path, "", "") for path in ("/slow", "/"))


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Iterator[Console]:
    monkeypatch.setenv("COURSE_TIME_LIMIT", "120")
    made = Console(Grader)
    yield made
    made.close()


@pytest.fixture
def target(tea_house: Exercise) -> Target:
    return Target(tea_house.folder, tea_house.source_path)


@pytest.fixture
def apps(tmp_path: Path) -> list[Target]:
    """More apps than are kept."""
    made = []
    for number in range(MOST_APPS + 2):
        folder = tmp_path / f"app{number}"
        folder.mkdir()
        (folder / "app.py").write_text(APP)
        made.append(Target(folder, folder / "app.py"))
    return made


@pytest.fixture
def slowly(console: Console) -> Iterator[object]:
    """Send /slow to an app from a thread; return the answer to come when the app has begun with it."""
    with ThreadPoolExecutor() as threads:

        def start(target: Target) -> Future[ConsoleAnswer]:
            answer = threads.submit(console.send, target, SLOW)
            while not (target.folder / "reached").exists() and not answer.done():
                time.sleep(0.01)
            return answer

        yield start
        console.close()  # lets the threads go when a test failed


def asked(console: Console, target: Target) -> object:
    """How many requests an app has counted since it was loaded."""
    response = console.send(target, COUNT).exchange.response
    return response and response.body


def let_go(target: Target) -> None:
    (target.folder / "let_go").touch()


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


def test_a_slow_app_answers_although_others_are_asked(console, apps, slowly):
    slow, *others = apps
    answer = slowly(slow)
    for other in others:
        asked(console, other)
    let_go(slow)
    assert answer.result(60).outcome == "answered"


def test_a_slow_app_is_not_idle(console, apps, slowly):
    answer = slowly(apps[0])
    console.close_idle(now=time.monotonic() + 2 * IDLE)
    let_go(apps[0])
    assert answer.result(60).outcome == "answered"


def test_all_slow_apps_answer_when_more_are_busy_than_are_kept(console, apps, slowly):
    answers = [slowly(target) for target in apps]
    for target in apps:
        let_go(target)
    assert [answer.result(60).outcome for answer in answers] == ["answered"] * len(apps)


def test_an_app_keeps_its_state_while_the_others_are_busy(console, apps, slowly):
    quick, *others = apps
    answers = [slowly(other) for other in others]
    assert [asked(console, quick), asked(console, quick)] == [b'{"asked":1}\n', b'{"asked":2}\n']
    for other in others:
        let_go(other)
    assert {answer.result(60).outcome for answer in answers} == {"answered"}


def test_the_idle_app_that_was_used_least_recently_is_dropped(console, apps):
    for target in apps[:MOST_APPS]:
        asked(console, target)
    assert asked(console, apps[0]) == b'{"asked":2}\n'
    asked(console, apps[MOST_APPS])
    assert asked(console, apps[0]) == b'{"asked":3}\n'
    assert asked(console, apps[1]) == b'{"asked":1}\n'


def test_a_request_that_waited_while_all_was_closed_leaves_no_process(console, apps, slowly):
    answer = slowly(apps[0])
    waiting = [threading.Thread(target=console.send, args=(apps[0], COUNT)) for _ in range(4)]
    for thread in waiting:
        thread.start()
    console.close()
    assert answer.result(60).outcome == "died"
    for thread in waiting:
        thread.join(60)
    console.close()
    pids = [int(line) for line in (apps[0].folder / "pids").read_text().split()]
    assert pids and not any(alive(pid) for pid in pids)
