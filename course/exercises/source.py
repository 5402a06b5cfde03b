"""The text of a learner's file, as bytes."""

from __future__ import annotations

from pathlib import Path

from course.values.plain_file import read_plain


def read_source(file: Path) -> bytes | None:
    """Return the bytes of a learner's file, None when it cannot be read: whoever loads it then says why."""
    try:
        return read_plain(file)
    except OSError:
        return None
