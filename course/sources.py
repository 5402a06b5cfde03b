"""The learner's file of an exercise: replaced at once or not at all, and never without keeping its text."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from course.catalogue import Exercise
from course.progress import SavedSource, Store, digest


class NotKept(Exception):
    """Raised when a text would be lost, because the store cannot keep it; nothing was replaced."""


def read(path: Path) -> bytes | None:
    """Return the bytes of a file, None when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def replace(exercise: Exercise, text: bytes, store: Store) -> str | None:
    """Put a text in place of the learner's file, after keeping what was there.

    Returns the hash of the kept text, None when there was no file or it held this text already.
    Raises NotKept when the store lasts only as long as this process, OSError when the file cannot be written.
    """
    before = read(exercise.source_path)
    if before == text:
        return None
    if before is not None:
        kept = store.keep_source(exercise.slug, before)
        if store.in_memory:
            raise NotKept(f"{exercise.source_path.name} is not replaced, because its text could not be kept.")
        write_whole(exercise.source_path, text)
        return kept
    write_whole(exercise.source_path, text)
    return None


def reset(exercise: Exercise, store: Store) -> str | None:
    """Put an exercise back to its start; returns and raises as replace does."""
    return replace(exercise, exercise.stub_path.read_bytes(), store)


def earlier(exercise: Exercise, store: Store) -> list[SavedSource]:
    """Return the kept texts that are neither the stub nor what the file holds now, newest first."""
    known = [read(path) for path in (exercise.stub_path, exercise.source_path)]
    hashes = {digest(text) for text in known if text is not None}
    return [text for text in store.sources(exercise.slug) if text.hash not in hashes]


def write_whole(path: Path, text: bytes) -> None:
    """Write a file so that nobody ever sees half of it. Raises OSError when it cannot be written."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        # mkstemp makes files for the owner only; a file that was there keeps its mode.
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
