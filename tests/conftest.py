from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from course.authoring.audit import audit
from course.exercises.catalogue import Catalogue
from course.values.exercise import Exercise
from course.values.mistakes import ContentError

ROOT = Path(__file__).resolve().parents[1]
GOOD = ROOT / "tests" / "fixtures" / "lessons_and_exercises" / "good"
TOY = ROOT / "tests" / "fixtures" / "grading" / "exercises"

try:
    from hypothesis import HealthCheck, settings
except ImportError:
    pass
else:
    # No test of the project is red because a machine is busy: no deadline, and no complaint about slow input.
    settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("untimed")

# A shell that starts the tests in the background has SIGINT ignored, and every process would inherit that:
# tests that press Ctrl-C would wait for nothing.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Course:
    """A copy of the good small course, to be broken in one place."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "lessons" / "01_tiny"

    @property
    def lesson(self) -> Path:
        return self.folder / "lesson.md"

    @property
    def readme(self) -> Path:
        return self.root / "exercises" / "01_first" / "README.md"

    def change(self, old: str, new: str, file: str = "") -> int:
        """Replace a text that is there once or more (the first time only); return its line."""
        path = self.root / file if file else self.lesson
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def audit(self) -> tuple[ContentError, ...]:
        return audit(self.root)


@pytest.fixture
def bound() -> list[str]:
    """What to put before a command so that modes of files bind it: root is asked to do without its rights."""
    if not hasattr(os, "geteuid"):
        pytest.skip("modes as POSIX has them")
    if os.geteuid() != 0:
        return []
    without = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
    if not shutil.which("setpriv") or subprocess.run([*without, "true"], capture_output=True).returncode:
        pytest.skip("modes do not bind root, and it cannot give up its rights here (setpriv)")
    return without


@pytest.fixture
def course(tmp_path: Path) -> Course:
    shutil.copytree(GOOD, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def app_file(tmp_path: Path) -> Callable[[str], Path]:
    """Write a lesson's app whose views stand in a text."""

    def write(views: str, name: str = "app_of_a_test.py") -> Path:
        path = tmp_path / name
        head = "import os\nfrom flask import Flask, abort, request\n\napp = Flask(__name__)\n\n"
        path.write_text(head + views, encoding="utf-8")
        return path

    return write


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
