"""The text of a learner's file, as bytes."""

from __future__ import annotations

from pathlib import Path


def read_source(file: Path) -> bytes | None:
    """Return the bytes of a learner's file, None when it cannot be read: whoever loads it then says why."""
    try:
        return file.read_bytes()
    except OSError:
        return None
