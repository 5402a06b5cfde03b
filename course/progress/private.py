"""Folders and files that only the learner's own account may read, and locks that end with their process."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO

from course.values.whole_file import write_whole

#: Where a lock file is locked on Windows: there a locked byte cannot be read, so it lies behind the text.
_LOCKED_BYTE = 1 << 20


def make_folder(path: Path, proof: str = "") -> None:
    """Make a folder that only its owner may enter. Raises OSError when it cannot be made.

    One that is there is closed to others when it holds a file named `proof`, which says that the course made
    it, and is not one that many share (with the sticky bit, as /tmp).
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if proof and (path / proof).exists() and not os.stat(path).st_mode & stat.S_ISVTX:
        close_to_others(path)


def make_file(path: Path) -> None:
    """Make an empty file that only its owner may read; one that is there is closed to others.

    Raises OSError when it cannot be made.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    close_to_others(path)


def write_file(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all, and on the disk when this returns.

    Raises OSError when it cannot be written.
    """
    write_whole(path, text.encode("utf-8"), mode=0o600)


def is_private(path: Path) -> bool:
    """Tell whether nobody but the owner may read or write a file. Windows has no such bits."""
    return os.name == "nt" or not os.stat(path).st_mode & 0o077


def close_to_others(path: Path) -> None:
    """Take a file or folder away from everybody but its owner, where that can be done."""
    # One of somebody else, or on a drive without modes, stays as it is.
    with suppress(OSError):
        mode = stat.S_IMODE(os.stat(path).st_mode)
        if mode & 0o077:
            os.chmod(path, mode & 0o700)


def lock(handle: IO[bytes], wait: bool = True) -> bool:
    """Lock an open file until it is closed; tell whether it is locked now, which waiting always ends with.

    The lock ends with the process, however that ends.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_on_windows(handle, wait)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(handle: IO[bytes], wait: bool) -> bool:
    import msvcrt

    handle.seek(_LOCKED_BYTE)
    mode = "LK_LOCK" if wait else "LK_NBLCK"
    try:
        msvcrt.locking(handle.fileno(), getattr(msvcrt, mode), 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        if wait:
            raise
        return False
    return True
