"""Files written whole or not at all, on the disk when that is said, and exchanged instead of overwritten."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

#: Linux, renameat2(2).
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
#: What says that this system or this file system cannot exchange.
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)
#: Seconds that somebody who has a replaced file open for writing gets to finish.
_PATIENCE = 1.0


@contextmanager
def whole_file(path: Path, text: bytes, mode: int | None = None) -> Iterator[Path]:
    """Give a file beside `path` that holds a text, on the disk; it is deleted at the end.

    It has the mode, else that of `path`. Raises OSError when it cannot be written; then nothing is left.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            # mkstemp makes files for the owner only; a file that was there keeps its mode.
            if mode is None:
                mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            os.chmod(name, mode)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def write_whole(path: Path, text: bytes, mode: int | None = None) -> None:
    """Write a file so that nobody ever sees half of it, and that a power cut leaves the old or the new one.

    It gets the mode, else that of the file that was there. Raises OSError when it cannot be written.
    """
    with whole_file(path, text, mode) as new:
        os.replace(new, path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names of a folder on the disk; without that, a power cut can undo a rename."""
    if os.name == "nt":  # Windows opens no folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(new: Path, path: Path) -> bytes | None:
    """Put a new file in place of another one, and return what the other one held at that very moment.

    What came out lies at `new` then; None, with nothing at `new`, when there was no file. A program that
    still has it open for writing is waited for, so that its last words are returned too. Raises OSError.
    """
    while True:
        try:
            _swap(new, path)
            break
        except FileNotFoundError:
            # Nothing is there to exchange with. A link, unlike a rename, fails when somebody was faster.
            if _move_to_free_name(new, path):
                sync_folder(path.parent)
                return None
    sync_folder(path.parent)
    if not (new.is_symlink() or new.is_file()):
        _swap(new, path)
        raise OSError(errno.EEXIST, "a folder or a device is there", os.fspath(path))
    return _last_words(new)


def _swap(first: Path, second: Path) -> None:
    """Exchange two files. Raises FileNotFoundError when the second one is not there."""
    rename = _renameat2()
    if rename is not None:
        done = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
        if done == 0:
            return
        code = ctypes.get_errno()
        if code not in _CANNOT:
            raise OSError(code, os.strerror(code), os.fspath(second))
    _swap_in_steps(first, second)


def _swap_in_steps(first: Path, second: Path) -> None:
    """Exchange two files where the system cannot do it at once: for a moment, the second name is free."""
    aside = first.with_name(f"{first.name}.out")
    os.rename(second, aside)
    if not _move_to_free_name(first, second):
        # Somebody wrote a file at the free name: that one is exchanged, and the one before it stays beside.
        os.rename(aside, second.with_name(f"{second.name}.{time.time_ns()}.kept"))
        _swap_in_steps(first, second)
        return
    os.rename(aside, first)


def _move_to_free_name(new: Path, path: Path) -> bool:
    """Give a file a name that nobody has; tell whether the name was free."""
    try:
        os.link(new, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if path.exists():
            return False
        os.rename(new, path)
        return True
    os.unlink(new)
    return True


@lru_cache(maxsize=1)
def _renameat2() -> Callable[..., int] | None:
    """Return the system's call that exchanges two names at once (Linux 3.15, glibc 2.28), None without it."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[..., int] = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    found.argtypes = (  # type: ignore[attr-defined]
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    return found


def _last_words(path: Path) -> bytes | None:
    """Return what a file holds once nobody has it open for writing any more, or after some patience.

    A link gives None: it is never followed here.
    """
    if path.is_symlink():
        return None
    until = time.monotonic() + _PATIENCE
    while _is_written(path) and time.monotonic() < until:
        time.sleep(0.002)
    return path.read_bytes()


def _is_written(path: Path) -> bool:
    """Tell whether a program has a file open for writing: then no read lease is given (F_SETLEASE)."""
    if sys.platform != "linux":
        return False
    import fcntl
    import signal

    with open(path, "rb") as file:
        try:
            # Who opens it just now breaks the lease, which is told by SIGIO, and that would end this process.
            fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        except OSError:  # a file system without leases
            return False
    return False
