"""An app that is answering is never ended because of others: its learner would be told that it died."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from course.grading.machine.kept_apps import IDLE, MOST_APPS, Console, ConsoleAnswer, Target, read_request

from .test_harm import alive

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
    made = Console()
    yield made
    made.close()


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
