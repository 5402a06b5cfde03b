"""The files beside the learner's that the task asks to read."""

from __future__ import annotations

import os
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
    with os.scandir(exercise.folder) as entries:
        found = sorted(entry.name for entry in entries if is_named(entry, exercise))
    return tuple(neighbour(exercise.folder / name) for name in found)


def is_named(entry: os.DirEntry[str], exercise: Exercise) -> bool:
    """Tell whether a task asks to read a file. Every page of an exercise asks, so the name goes first."""
    return (
        f"{entry.name}`" in exercise.story
        and entry.name != exercise.edit
        and not entry.name.startswith(("test_", ".", "conftest"))
        and entry.is_file(follow_symlinks=False)
    )


def neighbour(path: Path) -> Neighbour:
    """Read a file for showing it. Never raises for what a learner can do to it."""
    try:
        file = shown(path.name, path.read_bytes())
    except OSError as error:
        return Neighbour(path.name, "", f"{path.name} cannot be shown: {error.strerror or 'unreadable'}.")
    return Neighbour(file.name, "" if file.problem else code_html(file.text, file.language), file.problem)
