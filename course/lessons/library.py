"""The lessons on disk, read when they are asked for and again only when a file of theirs has changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from course.lessons.parser import LESSON_FOLDER, Source, errors, quick_outline, read_source
from course.text.drafts import Drafts
from course.values.lesson import Lesson, LessonOutline
from course.values.links import DEFAULT_LINKS, Links
from course.values.mistakes import ContentError, CourseContentError
from course.values.recording import Recorded

#: Seconds after which a lesson with mistakes is built anew, though no file of it has changed.
TRY_AGAIN = 5.0
#: Name, time of change in nanoseconds and size of each file: what says that a folder has changed.
Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class _Shelf:
    """What is known of one lesson. The lock lets one thread render while others wait for its result."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    text_stamp: Stamp = ()
    source: Source | None = None
    outline_stamp: Stamp = ()
    outline: LessonOutline | None = None
    outline_looked_at: float = 0.0
    folder_stamp: Stamp = ()
    looked_at: float = 0.0
    built_at: float = 0.0
    lesson: Lesson | None = None
    errors: tuple[ContentError, ...] = ()
    recording: threading.Lock = field(default_factory=threading.Lock)
    #: The lesson whose runs are recorded, and what became of them.
    recorded: Lesson | None = None
    recordings: tuple[Recorded, ...] = ()
    recording_errors: tuple[ContentError, ...] = ()


class Library:
    """Every lesson below a folder. Safe to use from several threads at once.

    A slug is a folder name. Nothing that a caller passes as slug is ever joined to a path before it was
    found among the folders.
    """

    def __init__(
        self, lessons_dir: Path, exercises_dir: Path, links: Links = DEFAULT_LINKS, fresh_for: float = 0.0
    ) -> None:
        """Read the lessons of a folder. A lesson is looked at anew after `fresh_for` seconds at the earliest.

        Looking at every file of a lesson is the dearest part of showing a page that is kept already.
        """
        self._fresh_for = fresh_for
        self.lessons_dir = lessons_dir
        self.exercises_dir = exercises_dir
        self._links = links
        self._lock = threading.Lock()
        self._shelves: dict[str, _Shelf] = {}
        self._drafts = Drafts()
        self._folders: tuple[str, ...] = ()
        self._folders_stamp = -1
        self._slugs: tuple[str, ...] = ()
        self._slugs_looked_at = 0.0
        self._elsewhere: dict[Links, Library] = {}

    def under(self, links: Links) -> Library:
        """Return the same lessons with the addresses of another mount."""
        if links == self._links:
            return self
        with self._lock:
            made = Library(self.lessons_dir, self.exercises_dir, links, self._fresh_for)
            return self._elsewhere.setdefault(links, made)

    def slugs(self) -> tuple[str, ...]:
        """Return the folder names of all lessons in teaching order; drafts are left out."""
        now = time.monotonic()
        if self._slugs and now - self._slugs_looked_at < self._fresh_for:
            return self._slugs
        try:
            stamp = self.lessons_dir.stat().st_mtime_ns
        except OSError:
            return ()
        with self._lock:
            # A folder that is added or removed changes the time of the folder around it.
            if stamp != self._folders_stamp:
                with os.scandir(self.lessons_dir) as entries:
                    names = [e.name for e in entries if LESSON_FOLDER.fullmatch(e.name) and e.is_dir()]
                self._folders, self._folders_stamp = tuple(sorted(names)), stamp
            self._slugs = tuple(name for name in self._folders if self._file(name) not in self._drafts)
            self._slugs_looked_at = now
            return self._slugs

    def _file(self, slug: str) -> Path:
        return self.lessons_dir / slug / "lesson.md"

    def outlines(self) -> tuple[LessonOutline, ...]:
        """Return every lesson's outline in teaching order: front matter and ids, nothing rendered or run.

        A lesson whose front matter cannot be used is left out; `errors` says why.
        """
        found = (self.outline(slug) for slug in self.slugs())
        return tuple(outline for outline in found if outline is not None)

    def outline(self, slug: str) -> LessonOutline | None:
        """Return the outline of a lesson, or None when there is none of that slug or it cannot be read."""
        shelf = self._shelf(slug)
        if shelf is None:
            return None
        with shelf.lock:
            return self._outline(slug, shelf)

    def lesson(self, slug: str) -> Lesson:
        """Return a lesson rendered, with its exchanges.

        Raises KeyError when there is no lesson of that slug, CourseContentError with every mistake of the
        lesson when it has any. Neither keeps another lesson from being read.
        """
        shelf = self._shelf(slug)
        if shelf is None:
            raise KeyError(slug)
        with shelf.lock:
            self._render(slug, shelf)
            if shelf.lesson is None:
                raise CourseContentError(shelf.errors)
            return shelf.lesson

    def source(self, slug: str) -> Source | None:
        """Return a lesson as written, nothing rendered or run; None when there is none of that slug."""
        shelf = self._shelf(slug)
        if shelf is None:
            return None
        with shelf.lock:
            return self._source(slug, shelf)

    def recordings(self, lesson: Lesson) -> tuple[Recorded, ...]:
        """Return the recorded runs of a lesson, one for each of its visualize blocks, in order.

        They are recorded when they are first asked for, and kept as long as the lesson is. Raises KeyError
        for a lesson of another library, CourseContentError when a run cannot be shown as it is written.
        """
        slug = lesson.outline.slug
        shelf = self._shelf(slug)
        if shelf is None:
            raise KeyError(slug)
        with shelf.recording:
            if shelf.recorded is not lesson:
                from course.lessons.moments import recorded

                found, faults = recorded(self.lessons_dir / slug, lesson.visualized)
                shelf.recordings, shelf.recording_errors = found, errors(self._file(slug), faults)
                # Where nothing at all could be recorded, the process may have been stopped: it is tried anew.
                shelf.recorded = lesson if found or not lesson.visualized else None
            if shelf.recording_errors:
                raise CourseContentError(shelf.recording_errors)
            return shelf.recordings

    def errors(self, slug: str) -> tuple[ContentError, ...]:
        """Return the mistakes that keep a lesson from being shown; empty when it can be shown.

        Raises KeyError when there is no lesson of that slug.
        """
        try:
            self.lesson(slug)
        except CourseContentError as error:
            return error.errors
        return ()

    def neighbours(self, slug: str) -> tuple[LessonOutline | None, LessonOutline | None]:
        """Return the readable lessons before and after one, None where there is none."""
        slugs = self.slugs()
        if slug not in slugs:
            return None, None
        place = slugs.index(slug)
        return self._first(reversed(slugs[:place])), self._first(iter(slugs[place + 1 :]))

    def _first(self, slugs: Iterator[str]) -> LessonOutline | None:
        return next((found for found in map(self.outline, slugs) if found is not None), None)

    def _shelf(self, slug: str) -> _Shelf | None:
        if slug not in self.slugs():
            return None
        found = self._shelves.get(slug)
        if found is not None:
            return found
        with self._lock:
            return self._shelves.setdefault(slug, _Shelf())

    def _outline(self, slug: str, shelf: _Shelf) -> LessonOutline | None:
        now = time.monotonic()
        if shelf.outline is not None and now - shelf.outline_looked_at < self._fresh_for:
            return shelf.outline
        file = self._file(slug)
        stamp = _stamp_of([file])
        shelf.outline_looked_at = now
        if not stamp:
            return None
        if stamp != shelf.outline_stamp:
            text = _text(file)
            shelf.outline = None if text is None else quick_outline(text, slug)
            if shelf.outline is None:
                source = self._source(slug, shelf)
                shelf.outline = source.outline if source else None
            shelf.outline_stamp = stamp
        return shelf.outline

    def _source(self, slug: str, shelf: _Shelf) -> Source | None:
        file = self._file(slug)
        stamp = _stamp_of([file])
        if shelf.source is None or stamp != shelf.text_stamp:
            text = _text(file)
            if text is None:
                shelf.source, shelf.text_stamp = None, ()
                return None
            shelf.source, shelf.text_stamp = read_source(text, file, slug), stamp
        return shelf.source

    def _render(self, slug: str, shelf: _Shelf) -> None:
        now = time.monotonic()
        built = shelf.lesson is not None or bool(shelf.errors)
        if built and now - shelf.looked_at < self._fresh_for:
            return
        stamp = folder_stamp(self.lessons_dir / slug)
        shelf.looked_at = now
        # A mistake may have been the machine's: a full disk, a process that somebody killed.
        kept = shelf.lesson is not None or now - shelf.built_at < TRY_AGAIN
        if built and kept and stamp == shelf.folder_stamp:
            return
        shelf.built_at = now
        source = self._source(slug, shelf)
        if source is None:
            file = self._file(slug)
            message = "the file cannot be read." if file.exists() else "the file is missing."
            missing = ContentError(file, 1, message, "Every lesson's folder holds a lesson.md.")
            shelf.lesson, shelf.errors = None, (missing,)
        else:
            # Markdown and Pygments are loaded with the first lesson that is shown, not with the site.
            from course.lessons.builder import build

            shelf.lesson, shelf.errors = build(source, self._links)
        # The stamp from before the work: a file saved meanwhile makes the next call read again.
        shelf.folder_stamp = stamp


def _text(file: Path) -> str | None:
    """Return what a lesson's file holds, with what is not UTF-8 replaced; None when it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def folder_stamp(folder: Path) -> Stamp:
    """Return what changes when a file of a lesson's folder does. Bytecode and hidden files do not count."""
    found = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # gone meanwhile, or a link in a circle
                if not entry.name.startswith(".") and entry.is_file():
                    stat = entry.stat()
                    found.append((entry.name, stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))


def _stamp_of(files: list[Path]) -> Stamp:
    stamps = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            continue
        stamps.append((file.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stamps)
