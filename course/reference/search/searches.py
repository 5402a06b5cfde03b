"""The search over one course, written anew only when something of the course has changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.lessons.library import Library
from course.lessons.parser import Source, read_source
from course.reference.search import synonyms
from course.reference.search.documents import documents
from course.reference.search.finder import Finder
from course.reference.search.index import require

if TYPE_CHECKING:
    from course.reference.decision import Decision
    from course.reference.entries import Reference
    from course.values.exercise import Exercise


class Searches:
    """Makes the finder of a course when it is first needed. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._made: tuple[tuple[Any, ...], Finder] | None = None

    def finder(self, reference: Reference, walk: Decision, exercises: tuple[Exercise, ...]) -> Finder:
        """Return what finds in the course as it is now.

        Raises SearchUnavailable when this Python's SQLite cannot search.
        """
        require()
        stamps = (tuple(self._stamps()), exercises, reference, walk)
        with self._lock:
            if self._made is None or self._made[0] != stamps:
                found = documents(reference, walk, self._sources(), exercises)
                self._made = (stamps, Finder(found, synonyms.load()))
            return self._made[1]

    def _stamps(self) -> Iterator[tuple[str, int, int]]:
        for slug in self._library.slugs():
            with suppress(FileNotFoundError):
                stat = self._file(slug).stat()
                yield slug, stat.st_mtime_ns, stat.st_size

    def _sources(self) -> Iterator[Source]:
        for slug in self._library.slugs():
            with suppress(FileNotFoundError):
                file = self._file(slug)
                yield read_source(file.read_text(encoding="utf-8", errors="replace"), file, slug)

    def _file(self, slug: str) -> Path:
        return self._library.lessons_dir / slug / "lesson.md"
