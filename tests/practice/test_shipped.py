"""The stub is graded once, and again when it or the checks have changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading.jobs import Job, RequestJob
from course.grading.machine.standby import Standby
from course.grading.transport import GraderError
from course.practice.shipped import Shipped
from course.values.exercise import Exercise
from course.values.report import CheckResult


class Transport:
    """Says of every text that its check does not hold, or that nothing can be graded."""

    def __init__(self) -> None:
        self.graded = 0
        self.broken = False

    def prepare(self, check_file: str = "") -> None: ...

    def wait_until_ready(self, timeout: float) -> bool:
        return True

    def run(self, job: Job) -> Iterator[CheckResult]:
        self.graded += 1
        if self.broken:
            raise GraderError("no process can be started")
        yield CheckResult("test_tea", "A tea is shown.", "wrong")

    def finish(self) -> None: ...

    def ask(self, job: RequestJob) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def stub(tea_house: Exercise) -> Path:
    tea_house.stub_path.parent.mkdir(exist_ok=True)
    tea_house.stub_path.write_text("app = None\n", encoding="utf-8")
    return tea_house.stub_path


def test_a_stub_is_graded_once_until_it_changes(tea_house: Exercise, stub: Path) -> None:
    transport = Transport()
    shipped = Shipped(Standby(lambda: transport))
    first = shipped.report(tea_house)

    assert first is not None and not first.solved
    assert shipped.report(tea_house) is first and transport.graded == 1
    stub.write_text("app = 1\n", encoding="utf-8")
    assert shipped.report(tea_house) is not first and transport.graded == 2


def test_what_cannot_be_graded_is_asked_again(tea_house: Exercise, stub: Path) -> None:
    transport = Transport()
    transport.broken = True
    shipped = Shipped(Standby(lambda: transport))

    assert shipped.report(tea_house) is None
    transport.broken = False
    assert shipped.report(tea_house) is not None
    stub.unlink()
    assert shipped.report(tea_house) is None
