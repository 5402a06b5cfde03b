"""The learner's file of an exercise: replaced at once or not at all, and never without keeping its text."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from course.exercises.source import read_source
from course.places import DOOR
from course.progress.connection import NotStored
from course.progress.store import Store
from course.values.exercise import Exercise
from course.values.plain_file import MOST as MOST_READ
from course.values.progress import SavedSource, digest
from course.values.whole_file import exchange, whole_file

#: Bytes that a page or a program may save. No exercise needs a tenth of them.
MOST = 128 * 1024
#: Seconds after which a file that a save made for itself belongs to no save any more.
LEFT_OVER = 60.0
#: Two who save at once take turns, so that the second one sees what the first one wrote.
_turns: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)


class NotKept(Exception):
    """Raised when a text would be lost, because the store cannot keep it; nothing was replaced."""


class Refused(Exception):
    """Raised for what is not a plain file in the exercise's own folder; the message is for people."""

    def __init__(self, kind: Literal["link", "kind"], message: str) -> None:
        super().__init__(message)
        self.kind = kind


class NotText(ValueError):
    """Raised for bytes that are no text a Python file could hold; the message says where."""


class TooLong(ValueError):
    """Raised for a text of more than MOST bytes."""


@dataclass(frozen=True)
class FileText:
    """What the learner's file holds at one moment."""

    data: bytes

    @property
    def hash(self) -> str:
        """Return the SHA-256 of the text, hexadecimal."""
        return digest(self.data)


class Changed(Exception):
    """Raised when the file does not hold the text any more that the new one was made from."""

    def __init__(self, current: FileText | None) -> None:
        super().__init__("The file changed in the meantime.")
        #: What the file holds now, None when it is gone.
        self.current = current


@dataclass(frozen=True)
class Saved:
    """What a save did."""

    hash: str
    #: False when the line endings were changed to those of the file.
    as_sent: bool
    #: True when there was no file before.
    new: bool


def look(exercise: Exercise) -> FileText | None:
    """Return what the learner's file holds, None when there is no file.

    Raises Refused for a link or for what is no plain file, OSError when the file cannot be read.
    """
    path = exercise.source_path
    repair = f"{DOOR} reset {exercise.slug[:2]} puts the stub in its place."
    if path.parent != exercise.folder or path.parent.is_symlink():
        raise Refused("link", f"{exercise.edit} is not in the exercise's own folder. It is left alone.")
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        raise Refused(
            "link",
            f"{exercise.edit} is a link to another place. Only a plain file is read and saved here. {repair}",
        )
    if not stat.S_ISREG(mode):
        raise Refused(
            "kind",
            f"{exercise.edit} is not a plain file, so it cannot be edited. {repair}",
        )
    # Between the look and the opening somebody could put a link or a pipe there: neither is followed.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, os.O_RDONLY | flags), "rb") as file:
        if os.fstat(file.fileno()).st_size > MOST_READ:
            raise Refused("kind", f"{exercise.edit} is too large: up to {MOST_READ} bytes are read.")
        return FileText(file.read())


def save(exercise: Exercise, text: bytes, expected: Callable[[str], bool], store: Store) -> Saved:
    """Save a text that somebody wrote, if the file still holds what it was made from.

    `expected` gets the hash of what the file holds now, "" when there is no file, and tells whether that is
    right. What the file held is kept in the store; its line endings stay. Raises TooLong, NotText, Changed,
    and what look and replace raise.
    """
    check(text)
    with _turns[exercise.source_path]:
        current = look(exercise)
        if not expected(current.hash if current else ""):
            raise Changed(current)
        data = in_style_of(current.data, text) if current else text
        replace(exercise, data, store, expected)
    return Saved(digest(data), data == text, current is None)


def check(text: bytes) -> None:
    """Make sure that bytes can be the text of a learner's file. Raises TooLong or NotText."""
    if len(text) > MOST:
        raise TooLong(f"The text has {len(text)} bytes. {MOST} are the most that is saved here.")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(f"The text is not UTF-8: byte {error.start} does not fit.") from None
    if b"\0" in text:
        raise NotText(f"The text holds a NUL character at byte {text.index(0)}. Python reads no such file.")


def in_style_of(model: bytes, text: bytes) -> bytes:
    """Return a text with the line endings that a model mostly has; as it is when the model has no line."""
    windows = model.count(b"\r\n")
    unix = model.count(b"\n") - windows
    if not windows and not unix:
        return text
    lines = text.replace(b"\r\n", b"\n")
    return lines.replace(b"\n", b"\r\n") if windows > unix else lines


def put_back(exercise: Exercise, text: bytes, store: Store) -> str | None:
    """Put an earlier text, or the stub, in place of a plain file; what was there is kept.

    Returns and raises as replace does, and raises Refused as look does.
    """
    with _turns[exercise.source_path]:
        look(exercise)
        return replace(exercise, text, store)


def replace(
    exercise: Exercise, text: bytes, store: Store, expected: Callable[[str], bool] | None = None
) -> str | None:
    """Put a text in place of the learner's file, after keeping what was there.

    An editor may save between the look and the replacement: then its text comes out of the exchange. It is
    kept too, and it goes back when `expected` (as save has it) does not hold for it. Returns the hash of the
    kept text, None when there was no file or it held this text already. Raises NotKept when the store lasts
    only as long as this process, NotStored when it does not take the text, Changed, OSError when the file
    cannot be written.
    """
    path = exercise.source_path
    before = read_source(path)
    if expected is not None and not expected("" if before is None else digest(before)):
        raise Changed(None if before is None else FileText(before))
    if before == text:
        return None
    take_left_over(exercise, store)
    kept = keep(exercise, before, store)
    if expected is not None:
        # What a page is told is saved stays, even when an editor writes over it without looking.
        store.keep_source(exercise.slug, text)
    with whole_file(path, text) as new:
        came_out = exchange(new, path)
        if came_out == before or came_out in (None, text):
            return kept
        try:
            kept = keep(exercise, came_out, store)
            if expected is not None and not expected(digest(came_out)):
                raise Changed(FileText(came_out))
        except BaseException:
            put_editors_text_back(exercise, new, text, came_out, store)
            raise
    return kept


def put_editors_text_back(exercise: Exercise, new: Path, ours: bytes, theirs: bytes, store: Store) -> None:
    """Exchange once more what came out, until nothing comes out that an editor saved in the meantime.

    What came out lies at `new`. The newest text of the editor is in place then, and the others are kept: in
    the store, or in a file beside when it does not take them.
    """
    placed, newest = ours, theirs
    while (out := exchange(new, exercise.source_path)) not in (None, placed):
        placed, newest = newest, out
        try:
            keep(exercise, newest, store)
        except (NotKept, NotStored):
            # Another name for the same file needs no room.
            with suppress(OSError):
                os.link(new, exercise.folder / f"{exercise.edit}.{digest(newest)[:8]}.kept")


def take_left_over(exercise: Exercise, store: Store) -> None:
    """Keep what a save left beside the file when its process was killed: it may be an editor's text.

    A file that is young may belong to a save that another process is about.
    """
    for path in exercise.folder.glob(f".{exercise.edit}.*"):
        with suppress(OSError):
            if path.is_file() and not path.is_symlink() and time.time() - path.stat().st_mtime > LEFT_OVER:
                keep(exercise, path.read_bytes(), store)
                path.unlink()


def keep(exercise: Exercise, text: bytes | None, store: Store) -> str | None:
    """Keep a text in the store and return its hash. Raises NotKept and NotStored."""
    if text is None:
        return None
    kept = store.keep_source(exercise.slug, text)
    if store.in_memory:
        raise NotKept(f"{exercise.edit} is not replaced, because its text could not be kept.")
    return kept


def reset(exercise: Exercise, store: Store) -> str | None:
    """Put an exercise back to its start, whatever lies at its place; returns and raises as replace does.

    Raises Refused for a folder that is not empty: nothing that may hold work is deleted.
    """
    with _turns[exercise.source_path]:
        kept = make_room(exercise, store)
        return replace(exercise, exercise.stub_path.read_bytes(), store) or kept


def make_room(exercise: Exercise, store: Store) -> str | None:
    """Take away what is no plain file of ordinary size; return the hash of a text that was kept for that.

    A link goes, what it leads to stays. A file that is too large to be kept gets another name.
    """
    path = exercise.source_path
    with suppress(FileNotFoundError):
        found = os.lstat(path)
        if stat.S_ISDIR(found.st_mode):
            _remove_folder(exercise)
        elif not stat.S_ISREG(found.st_mode):
            kept = keep(exercise, read_source(path), store)
            os.unlink(path)
            return kept
        elif found.st_size > MOST_READ:
            os.rename(path, exercise.folder / f"{exercise.edit}.{time.time_ns()}.kept")
        elif not found.st_mode & stat.S_IRUSR:
            os.chmod(path, stat.S_IMODE(found.st_mode) | stat.S_IRUSR | stat.S_IWUSR)
    return None


def _remove_folder(exercise: Exercise) -> None:
    try:
        os.rmdir(exercise.source_path)
    except OSError:
        raise Refused(
            "kind",
            f"{exercise.edit} is a folder that is not empty. It is never deleted here: move it to another "
            "place, then reset again.",
        ) from None


def earlier(exercise: Exercise, store: Store) -> list[SavedSource]:
    """Return the kept texts that are neither the stub nor what the file holds now, newest first."""
    known = [read_source(path) for path in (exercise.stub_path, exercise.source_path)]
    hashes = {digest(text) for text in known if text is not None}
    return [text for text in store.sources(exercise.slug) if text.hash not in hashes]
