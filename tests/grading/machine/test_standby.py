"""What stands ready: nothing mixes, and an ended process is replaced. See test_isolation.py for the rest."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from course.grading.machine.process import Grader
from course.grading.machine.standby import Standby
from course.values.exercise import Exercise

from ..helpers import GOOD, VIEW

STUB = VIEW + "    return 'no such tea'\n"


@pytest.fixture
def started() -> list[Grader]:
    """What the waiting process was made by, in order."""
    return []


@pytest.fixture
def standby(started: list[Grader]) -> Iterator[Standby]:
    def make() -> Grader:
        started.append(Grader())
        return started[-1]

    made = Standby(make)
    yield made
    made.close()


@pytest.fixture
def spare_pid(standby: Standby, started: list[Grader]) -> Callable[[], int]:
    """The number of the process that waits."""

    def number() -> int:
        assert standby.wait_until_ready()
        assert started[-1].pid is not None
        return started[-1].pid

    return number


def test_a_killed_spare_is_replaced(
    standby: Standby, spare_pid: Callable[[], int], tea_house: Exercise
) -> None:
    os.kill(spare_pid(), signal.SIGKILL)
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


def test_a_process_ended_before_its_first_check_is_replaced(
    standby: Standby, spare_pid: Callable[[], int], tea_house: Exercise
) -> None:
    pid = spare_pid()
    os.kill(pid, signal.SIGSTOP)  # it cannot take the job
    killer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    killer.start()
    report = standby.grade(tea_house, tea_house.source_path, GOOD.encode())
    killer.join()
    assert report.solved, report.fault
