"""A class of thirty made-up learners, by number, who hand in two toy exercises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course.exercises.catalogue import Catalogue
from course.grading.jobs import Job, RequestJob
from course.values.exercise import Exercise
from course.values.report import CheckResult

LEARNERS = 30
CHECKS = 4


def answer(number: int, exercise: int) -> str:
    """The text of a learner: its first line says how many checks it holds; abler learners hold more."""
    held = min(CHECKS, (number + exercise) // 7)
    return f"# holds {held}\n# learner {number}\n"


def hand_in(folder: Path, exercises: tuple[Exercise, ...]) -> Path:
    """Write the class: learner01 to learner30. Every fifth has not handed in the last exercise."""
    for number in range(1, LEARNERS + 1):
        for n, exercise in enumerate(exercises):
            if number % 5 == 0 and n == len(exercises) - 1:
                continue
            place = folder / f"learner{number:02}" / exercise.slug
            place.mkdir(parents=True)
            (place / exercise.edit).write_text(answer(number, n), encoding="utf-8")
    return folder


class Transport:
    """Holds as many checks as the text says; a text that says "raise" breaks the grader."""

    def __init__(self) -> None:
        self.closed = False

    def prepare(self, check_file: str = "") -> None: ...

    def wait_until_ready(self, timeout: float) -> bool:
        return True

    def run(self, job: Job) -> Iterator[CheckResult]:
        import base64

        text = base64.b64decode(job.source or "").decode()
        if "raise" in text:
            raise RuntimeError("out of memory")
        held = int(text.split()[2])
        for n in range(CHECKS):
            good = n < held
            yield CheckResult(
                f"test_{n}",
                f"Rule {n} <&>",
                "passed" if good else "wrong",
                came_back="" if good else "200 \x1b",
            )

    def ask(self, job: RequestJob) -> None: ...

    def finish(self) -> None: ...

    def close(self) -> None:
        self.closed = True


def exercises_of(toy: Path) -> tuple[Exercise, ...]:
    return Catalogue(toy).all()
