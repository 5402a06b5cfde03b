"""One real answer whose checks fail after many requests: what evidence is looked up in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.grading.asking import Asking
from course.grading.evidence.clauses import Answer
from course.grading.grade import run_checks
from course.grading.machine.process import Grader
from course.grading.tutor import known_answer
from course.values.exercise import Exercise

FERRY = Path(__file__).parents[2] / "fixtures" / "evidence"


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    """A copy of the toy exercise."""
    folder = shutil.copytree(FERRY, tmp_path_factory.mktemp("evidence") / "exercises")
    exercise = Catalogue(folder).get("01_ferry")
    assert exercise is not None
    return exercise


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    """A grading process for all tests."""
    grader = Grader()
    yield grader
    grader.close()


@pytest.fixture(scope="session")
def answer(ferry: Exercise, grader: Grader) -> Answer:
    """The toy's app, graded; it can be asked more."""
    source = ferry.source_path.read_bytes()
    checks, fault = run_checks(ferry, ferry.source_path, source, grader)
    assert not fault
    ask = Asking(ferry, ferry.source_path, source, grader, limit=5.0)
    return known_answer(ferry, checks, source, ask)
