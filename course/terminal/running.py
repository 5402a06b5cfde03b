"""Which servers of this course run now, so that another terminal can open them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from course.progress import private


def _folder(instance: Path) -> Path:
    return instance / "servers"


@contextmanager
def noted(instance: Path, address: str) -> Iterator[None]:
    """Note the address of a server while the block runs. The address holds its key: only the owner reads it.

    A place that cannot be written is no reason not to serve: then nobody finds the server.
    """
    path = _folder(instance) / f"{os.getpid()}"
    try:
        private.make_folder(path.parent)
        private.write_file(path, address)
        handle = open(path, "r+b")
    except OSError:
        yield
        return
    with handle:
        private.lock(handle)
        yield
        with suppress(OSError):
            path.unlink()


def addresses(instance: Path) -> tuple[str, ...]:
    """Return the addresses of the servers that run now, the newest last; notes of dead ones are deleted."""
    notes = [path for path in _folder(instance).glob("*") if path.name.isdecimal()]
    return tuple(found for path in sorted(notes, key=_age) if (found := _address(path)))


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _address(path: Path) -> str:
    """Return the address in a note, "" when its server is gone."""
    try:
        with open(path, "r+b") as handle:
            if not private.lock(handle, wait=False):
                return path.read_text(encoding="utf-8").strip()
        path.unlink()
    except (OSError, ValueError):
        pass
    return ""
