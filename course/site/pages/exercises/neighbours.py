"""The files beside the learner's that the task asks to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course.site.present.learner_file import shown
from course.text.html import code_html
from course.values.exercise import Exercise


@dataclass(frozen=True)
class Neighbour:
    """A file beside the learner's, which the task asks to read."""

    name: str
    html: str
    #: Why it cannot be shown, "" when it can.
    problem: str


def neighbours(exercise: Exercise) -> tuple[Neighbour, ...]:
    """Return the files beside the learner's that the story of an exercise names, never its checks."""
    found = sorted(
        path
        for path in exercise.folder.iterdir()
        if path.is_file()
        and not path.is_symlink()
        and path.name != exercise.edit
        and not path.name.startswith(("test_", ".", "conftest"))
        and f"{path.name}`" in exercise.story
    )
    return tuple(map(neighbour, found))


def neighbour(path: Path) -> Neighbour:
    """Read a file for showing it. Never raises for what a learner can do to it."""
    try:
        file = shown(path.name, path.read_bytes())
    except OSError as error:
        return Neighbour(path.name, "", f"{path.name} cannot be shown: {error.strerror or 'unreadable'}.")
    return Neighbour(file.name, "" if file.problem else code_html(file.text, file.language), file.problem)
