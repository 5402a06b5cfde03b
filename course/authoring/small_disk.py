"""A small disk in memory, and how to fill it: a full disk is tried without filling the machine's own."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: Bytes of the small disk: a copy of the course takes a third of it.
DISK = 96 * 1024 * 1024
#: Of <sched.h> and <sys/mount.h>.
_CLONE_NEWNS, _MS_REC, _MS_PRIVATE, _MNT_DETACH = 0x20000, 0x4000, 0x40000, 2


def fill(file: Path, seconds: float) -> None:
    """Take all the room that a disk has, for some seconds."""
    try:
        with suppress(OSError), open(file, "wb", buffering=0) as filler:
            for size in (2**20, 2**12, 1):
                with suppress(OSError):
                    while filler.write(b"." * size):
                        pass
        time.sleep(seconds)
    finally:
        file.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk in memory on a folder, for this process and what it starts; tell whether that went.

    It needs Linux and root. Source: unshare(2), mount(2).
    """
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    place = os.fsencode(folder)
    mounted = (
        library is not None
        and library.unshare(_CLONE_NEWNS) == 0
        and library.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0
        and library.mount(b"tmpfs", place, b"tmpfs", 0, f"size={DISK}".encode()) == 0
    )
    try:
        yield mounted
    finally:
        if mounted and library is not None:
            library.umount2(place, _MNT_DETACH)
