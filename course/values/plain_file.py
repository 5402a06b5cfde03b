"""The bytes of a file that somebody else may have put in place: read only when it is a plain one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

#: Bytes of the largest file that is read. No exercise needs a hundredth of them.
MOST = 1024 * 1024


class Unreadable(OSError):
    """Raised for what is no plain file, or too large; its text is a sentence for the learner."""


def read_plain(file: Path, wanted: str = "a file with your code", most: int = MOST) -> bytes:
    """Return the bytes of a plain file, or of one that a link leads to; never waits for a pipe or a device.

    Raises Unreadable with a sentence that says what is wanted instead of a folder, a pipe or a device.
    """
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        _refuse_odd(file, os.stat(file), wanted, most)  # a device may do something when it is opened
        with os.fdopen(os.open(file, flags), "rb") as opened:
            _refuse_odd(file, os.fstat(opened.fileno()), wanted, most)
            return opened.read(most)
    except Unreadable:
        raise
    except OSError as error:
        raise Unreadable(_words(file, error)) from None


def _refuse_odd(file: Path, found: os.stat_result, wanted: str, most: int) -> None:
    mode = found.st_mode
    if stat.S_ISDIR(mode):
        raise Unreadable(f"{file.name} is a folder. It must be {wanted}.")
    if stat.S_ISFIFO(mode):
        raise Unreadable(f"{file.name} is a named pipe. It must be {wanted}.")
    if not stat.S_ISREG(mode):
        raise Unreadable(f"{file.name} is a device or a socket. It must be {wanted}.")
    if found.st_size > most:
        raise Unreadable(
            f"{file.name} has {found.st_size} bytes; files of up to {most} bytes are read. "
            f"{wanted[:1].upper()}{wanted[1:]} needs a few thousand."
        )


def _words(file: Path, error: OSError) -> str:
    """Return why a file cannot be opened, as a sentence."""
    if error.errno == errno.ELOOP:
        return f"{file.name} is a link that leads back to itself."
    if error.errno == errno.ENOENT and file.is_symlink():
        return f"{file.name} is a link to {os.readlink(file)}, and there is nothing."
    if error.errno == errno.ENOENT:
        return f"{file.name} is not there."
    if error.errno == errno.EACCES:
        return f"{file.name} cannot be read: its owner took away the right to. chmod u+rw gives it back."
    return f"{file.name} cannot be read: {error.strerror}."
