"""An attempt grades what the file holds when its turn comes, and records it once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course.grading.jobs import Job, RequestJob
from course.grading.transport import GraderError
from course.practice.attempts import Attempts, attempt
from course.progress.store import Store
from course.values.exercise import Exercise
from course.values.report import CheckResult

PASSED = CheckResult("test_tea", "A tea is shown.", "passed")


class Transport:
    """Grades without looking: every check holds."""

    def __init__(self, before: Any = lambda: None) -> None:
        self.before = before

    def prepare(self, check_file: str = "") -> None: ...

    def wait_until_ready(self, timeout: float) -> bool:
        return True

    def run(self, job: Job) -> Iterator[CheckResult]:
        self.before()
        yield PASSED

    def finish(self) -> None: ...

    def ask(self, job: RequestJob) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "progress.sqlite")
    yield made
    made.close()


def texts(store: Store, exercise: Exercise) -> list[bytes | None]:
    """What was graded, the newest first."""
    return [store.source(run.source_hash) for run in store.runs(exercise.slug)]


def test_the_later_source_wins(tea_house: Exercise, store: Store) -> None:
    grading, later = threading.Event(), threading.Event()

    def early() -> None:
        if not grading.is_set():
            grading.set()
            later.wait(1)  # the attempt that begins second does not end first

    attempts = Attempts(store, lambda: Transport(early))
    tea_house.source_path.write_text("early = 1\n")
    first = threading.Thread(target=attempts.attempt, args=(tea_house, "site"))
    first.start()
    assert grading.wait(60)
    tea_house.source_path.write_text("later = 1\n")
    attempts.attempt(tea_house, "site")
    later.set()
    first.join()

    assert texts(store, tea_house) == [b"later = 1\n", b"early = 1\n"]


def test_what_was_graded_while_it_waited_is_not_graded_again(tea_house: Exercise, store: Store) -> None:
    attempts = Attempts(store, Transport)
    attempts.attempt(tea_house, "site")

    assert attempts.attempt_unless(lambda: bool(store.runs(tea_house.slug)), tea_house, "editor") is None
    assert [run.door for run in store.runs(tea_house.slug)] == ["site"]


def test_a_fault_of_the_waiting_process_is_judged_by_the_next_one(tea_house: Exercise, store: Store) -> None:
    faults = [GraderError("killed while it waited")]

    def fail_once() -> None:
        if faults:
            raise faults.pop()

    report = Attempts(store, lambda: Transport(fail_once)).attempt(tea_house, "site")

    assert report.solved
    assert [run.solved for run in store.runs(tea_house.slug)] == [True]


def test_a_run_is_told_before_its_process_is_ended(tea_house: Exercise, store: Store) -> None:
    order: list[str] = []

    class Slow(Transport):
        def finish(self) -> None:
            order.append("ended")

    def recorded() -> None:
        assert store.latest_run(tea_house.slug)
        order.append("told")

    Attempts(store, Slow, recorded).attempt(tea_house, "site")

    assert order == ["told", "ended"]


def test_an_attempt_of_the_terminal_is_recorded_alike(tea_house: Exercise, store: Store) -> None:
    report = attempt(tea_house, store, "terminal", Transport())

    latest = store.latest_run(tea_house.slug)
    assert latest is not None and latest.door == "terminal"
    assert latest.report == report
    assert texts(store, tea_house) == [tea_house.source_path.read_bytes()]
