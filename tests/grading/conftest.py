"""A tiny course to grade, and ways to grade it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.values.exercise import Exercise

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "fixtures" / "grading" / "exercises"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy exercises that a test may change."""
    return shutil.copytree(TOY, tmp_path / "exercises")


@pytest.fixture
def tea_house(toy: Path) -> Exercise:
    """The first toy exercise."""
    exercise = Catalogue(toy).get("01_tea_house")
    assert exercise is not None
    return exercise


@pytest.fixture
def run_pytest(toy: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run pytest on the toy exercises as a learner would, in a real process."""

    def run(*arguments: str, limit: float = 3.0) -> subprocess.CompletedProcess[str]:
        environment = dict(os.environ, PYTHONPATH=str(ROOT), COURSE_TIME_LIMIT=str(limit))
        environment.pop("COURSE_INSTANCE", None)
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *(arguments or ("exercises",))]
        return subprocess.run(
            command, cwd=toy.parent, env=environment, capture_output=True, text=True, timeout=120
        )

    return run
