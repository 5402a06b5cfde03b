"""Write the folder of a new lesson or exercise: a draft that runs, with TODO where words are missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from string import Template

from course.places import exercises_dir, lessons_dir
from course.text.fields import FOLDER_NAME

#: Text of course/data/new -> files of the folder.
LESSON = {"lesson.md": ("lesson.md",), "tides.py": ("tides.py",)}
EXERCISE = {
    "README.md": ("README.md",),
    "stub.py": ("app.py", ".meta/stub.py"),
    "solution.py": (".meta/solution.py",),
    "checks.py": ("test_$name.py",),
}
#: Where a new exercise belongs as long as there is no lesson.
NO_LESSON = "01_name_of_the_lesson"
_NAME = re.compile(r"(?:(?P<number>\d\d)_)?(?P<name>[a-z][a-z0-9]*(?:_[a-z0-9]+)*)")


class NotMade(ValueError):
    """Raised when a folder cannot be made; the message says why, and what to do."""


def new_lesson(root: Path, word: str) -> tuple[Path, ...]:
    """Write the folder of a new lesson and return its files. Raises NotMade."""
    return _write(lessons_dir(root), word, LESSON)


def new_exercise(root: Path, word: str) -> tuple[Path, ...]:
    """Write the folder of a new exercise and return its files. Raises NotMade."""
    lessons = _folders(lessons_dir(root))
    return _write(exercises_dir(root), word, EXERCISE, lesson=lessons[-1] if lessons else NO_LESSON)


def _write(parent: Path, word: str, files: Mapping[str, tuple[str, ...]], **words: str) -> tuple[Path, ...]:
    number, name = _numbered(parent, word)
    folder = parent / f"{number}_{name}"
    words |= {
        "slug": folder.name,
        "number": number,
        "name": name,
        "id": name.replace("_", "-"),
        "title": name.replace("_", " ").capitalize(),
    }
    written: list[Path] = []
    for source, targets in files.items():
        text = resources.files("course.data").joinpath("new", source).read_text(encoding="utf-8")
        for target in targets:
            file = folder / Template(target).substitute(words)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(Template(text).substitute(words), encoding="utf-8")
            written.append(file)
    return tuple(written)


def _numbered(parent: Path, word: str) -> tuple[str, str]:
    """Return the number and the name of the new folder."""
    found = _NAME.fullmatch(word)
    if found is None:
        raise NotMade(
            f"{word!r} is not a name for a folder. Write lower-case words joined by _, like slow_down."
        )
    number, name = found["number"], found["name"]
    for folder in _folders(parent):
        if name == folder[3:] or number == folder[:2]:
            raise NotMade(f"{parent / folder} is there already. Choose another name or number.")
    return number or _next_number(parent), name


def _next_number(parent: Path) -> str:
    taken = {int(folder[:2]) for folder in _folders(parent)}
    free = [number for number in range(1, 100) if number not in taken]
    if not free:
        raise NotMade(f"Every number from 01 to 99 is taken in {parent}.")
    return f"{next((number for number in free if number > max(taken, default=0)), free[0]):02d}"


def _folders(parent: Path) -> list[str]:
    found = parent.iterdir() if parent.is_dir() else ()
    return sorted(folder.name for folder in found if folder.is_dir() and FOLDER_NAME.fullmatch(folder.name))
