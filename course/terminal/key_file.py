"""The key of this learner's course, kept between starts so that bookmarks and open pages go on."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from pathlib import Path

from course.progress import private

#: As token_urlsafe makes them. A file that holds anything else is replaced.
KEY = re.compile(r"[\w-]{22,}")
#: Bytes of chance in a key (RFC 4086 §8.2.2 asks for 128 bits where guesses can be automated).
CHANCE = 24


def key_of(instance: Path, new: bool = False) -> tuple[str, bool]:
    """Return the key of a course, made when there is none or a new one is wanted, and whether it is kept."""
    path = instance / "key"
    found = "" if new else _read(path)
    if found:
        return found, True
    key = secrets.token_urlsafe(CHANCE)
    try:
        private.make_folder(instance)
        private.write_file(path, key + "\n")
    except OSError:
        return key, False
    return key, True


def _read(path: Path) -> str:
    """Return the kept key, "" when there is none that others could not have read."""
    with suppress(OSError, ValueError):
        if private.is_private(path):
            text = path.read_text(encoding="ascii").strip()
            return text if KEY.fullmatch(text) else ""
    return ""
