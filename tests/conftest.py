from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from course.authoring.audit import audit
from course.values.mistakes import ContentError

GOOD = Path(__file__).parent / "fixtures" / "lessons_and_exercises" / "good"


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
