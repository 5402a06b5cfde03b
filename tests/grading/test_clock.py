"""The time limit counts what the learner's code uses, not how busy the machine is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from course.grading.checks import judge
from course.grading.checks.rule import Rule
from course.grading.machine import process
from course.grading.machine.clock import WALL, Clock, Spent, spent
from course.grading.machine.runner import grade
from course.values.exercise import Exercise

HEAD = "import threading, time\nfrom flask import Flask\napp = Flask(__name__)\n@app.get('/teas/<name>')\n"


@dataclass
class Machine:
    """A process and a clock on the wall that a test moves on."""

    wall: float = 0.0
    spent: Spent | None = field(default_factory=lambda: Spent(7.0, 3.0))

    def clock(self) -> Clock:
        return Clock(1, 5.0, lambda _pid: self.spent, lambda: self.wall)

    def pass_by(self, wall: float, processor: float, queued: float | None = 0.0) -> None:
        assert self.spent is not None
        self.wall += wall
        waited = None if queued is None or self.spent.queued is None else self.spent.queued + queued
        self.spent = Spent(self.spent.processor + processor, waited)


@pytest.mark.parametrize(
    ("wall", "processor", "queued", "left", "words"),
    [
        (5.0, 5.0, 0.0, 0.0, "computing all the time"),
        (5.0, 1.0, 4.0, 4.0, ""),
        (12.0, 5.1, 6.9, 0.0, "computing all the time"),
        (5.1, 0.1, 0.0, 0.0, "computed for 0.1 seconds and waited"),
        (5.0, 1.0, None, 4.0, ""),
        (WALL * 5.0, 1.0, 19.0, 0.0, "computed for 1.0 seconds on a busy machine"),
        (1.0, 0.9, 0.1, 4.1, ""),
    ],
)
def test_time_is_up_for_who_computes_or_waits_and_not_for_who_queues(
    wall: float, processor: float, queued: float | None, left: float, words: str
) -> None:
    machine = Machine()
    clock = machine.clock()

    machine.pass_by(wall, processor, queued)

    assert clock.left() == pytest.approx(left)
    assert words in clock.cause()


def test_without_figures_of_the_system_the_process_tells_them() -> None:
    machine = Machine(spent=None)
    clock = machine.clock()

    machine.wall = 5.0
    assert clock.left() == 5.0
    assert "or a lock" in clock.cause()
    clock.reported = 5.0
    assert clock.left() == 0.0
    assert "computing" in clock.cause()


@pytest.fixture
def sleeper() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process.pid
    process.kill()
    process.wait()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="read from /proc")
def test_what_a_process_has_used_is_read(sleeper: int) -> None:
    found = spent(sleeper)

    assert found is not None
    assert found.processor >= 0.0
    assert spent(2**22 + 1) is None


WAITS = {
    "a loop": ("    while True:\n        pass\n", "a loop that never ends"),
    "a loop in C": ("    return str(sum(range(10**14)))\n", "a loop that never ends"),
    "a sleep": ("    time.sleep(600)\n", "waited for the rest"),
    "a lock": (
        "    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()\n",
        "waited for the rest",
    ),
}


@pytest.mark.parametrize("name", WAITS)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="read from /proc")
def test_a_report_says_whether_it_computed_or_waited(
    name: str, tea_house: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, words = WAITS[name]
    monkeypatch.setenv("COURSE_TIME_LIMIT", "0.8")
    tea_house.source_path.write_text(f"{HEAD}def show(name):\n{view}")

    first = grade(tea_house).first_failure

    assert first is not None and first.outcome == "too_slow"
    assert first.came_back.startswith("GET /teas/assam got no answer within 0.8 seconds")
    assert words in first.why


def test_between_two_checks_the_time_of_the_last_one_does_not_count():
    """A busy machine needs a moment from one check to the next; that moment is nobody's time."""

    class Slow:
        def next_event(self, timeout: float) -> dict[str, str]:
            if timeout <= 0:
                raise TimeoutError
            return {"event": "start"}

    progress = process._Progress()
    progress.running = judge.Context("test_one", Rule("One is one."))
    progress.begin(os.getpid(), 0.0)
    assert progress.take(judge.passed(progress.running, None)) is not None

    assert progress.next_event(Slow()) == {"event": "start"}  # type: ignore[arg-type]
