"""The exercises as values, read from their folders. Nothing is rendered or run here."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from course.exercises.readme import parse_readme
from course.text.drafts import Drafts
from course.values.exercise import Exercise, ExerciseError

FOLDER_NAME = re.compile(r"^\d\d_[a-z0-9_]+$")


class Catalogue:
    """All exercises below a folder, read again when a README changes."""

    def __init__(self, exercises_dir: Path) -> None:
        self.exercises_dir = exercises_dir
        self._drafts = Drafts()
        self._cache: dict[Path, tuple[tuple[int, int], Exercise]] = {}

    def slugs(self) -> tuple[str, ...]:
        """Return the folder names in teaching order; drafts are left out."""
        return tuple(slug for slug in self._folders() if self._file(slug) not in self._drafts)

    def drafts(self) -> tuple[str, ...]:
        """Return the folder names of the drafts."""
        return tuple(slug for slug in self._folders() if self._file(slug) in self._drafts)

    def _folders(self) -> list[str]:
        """Return the names of the folders with a README. Every page asks, so this makes no path objects."""
        try:
            with os.scandir(self.exercises_dir) as entries:
                found = [(entry.name, entry.path) for entry in entries if FOLDER_NAME.match(entry.name)]
        except OSError:
            return []
        return sorted(name for name, path in found if os.path.isfile(f"{path}/README.md"))

    def _file(self, slug: str) -> Path:
        return self.exercises_dir / slug / "README.md"

    def all(self) -> tuple[Exercise, ...]:
        """Return every exercise in teaching order.

        Raises ExerciseError for a folder that cannot be read.
        """
        return tuple(self._read(slug) for slug in self.slugs())

    def readable(self) -> tuple[Exercise, ...]:
        """Return every exercise that can be read; one with a mistake keeps none of the others away."""
        found: list[Exercise] = []
        for slug in self.slugs():
            with suppress(ExerciseError):
                found.append(self._read(slug))
        return tuple(found)

    def get(self, slug: str) -> Exercise | None:
        """Return the exercise of that exact folder name, or None when there is none or it is a draft."""
        if not FOLDER_NAME.match(slug):
            return None
        readme = self._file(slug)
        return self._read(slug) if os.path.isfile(readme) and readme not in self._drafts else None

    def find(self, word: str) -> Exercise | None:
        """Return the exercise a person means: "05", "5", "created", "05_created" or a path to it.

        A draft is found too: its author names it to try it out.
        """
        last = word.replace("\\", "/").rstrip("/").rpartition("/")[2]
        for slug in self._folders():
            if last in (slug, slug[:2], slug[:2].lstrip("0"), slug[3:]):
                return self._read(slug)
        return None

    def suggestions(self, word: str) -> list[str]:
        """Return the folder names nearest to a word that names none."""
        last = word.replace("\\", "/").rstrip("/").rpartition("/")[2]
        names = {slug[3:]: slug for slug in self.slugs()} | {slug: slug for slug in self.slugs()}
        return list(dict.fromkeys(names[near] for near in get_close_matches(last, names, n=3, cutoff=0.4)))

    def _read(self, slug: str) -> Exercise:
        readme = self._file(slug)
        try:
            stat = os.stat(readme)
            key = (stat.st_mtime_ns, stat.st_size)
            cached = self._cache.get(readme)
            if cached is None or cached[0] != key:
                text = readme.read_text(encoding="utf-8", errors="replace")
                cached = self._cache[readme] = (key, parse_readme(text, readme.parent))
        except OSError as error:
            raise ExerciseError(f"{readme}:1: the file cannot be read ({error.strerror}).") from None
        return cached[1]
