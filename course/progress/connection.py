"""One connection to the database file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: Seconds a writer waits for another one before it gives up.
BUSY_SECONDS = 5.0
#: Seconds that a note may wait which no page needs.
NOTE_SECONDS = 0.05
#: Device and inode: tells a file from another one of the same name.
Identity = tuple[int, int]


class NotStored(Exception):
    """Raised when something could not be put on the disk; nothing of it was. The message is for people."""


class NoRoom(NotStored):
    """Raised when the disk is full or does not take what is written."""

    def __init__(self, path: Path, error: sqlite3.Error) -> None:
        super().__init__(
            f"This could not be kept, because {path.name} cannot be written ({error}). What was kept before"
            f" is safe. Make room in {path.parent}, then try again."
        )


class Locked(NotStored):
    """Raised when another program held the database for too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program has held {path.name} for more than {BUSY_SECONDS:.0f} seconds, so nothing of"
            " this was kept; what was kept before is safe. Close that program, or try again in a moment."
        )


def connect(path: Path) -> sqlite3.Connection:
    """Return a new connection. Raises sqlite3.Error when the file cannot be opened."""
    # The connections are closed from the thread that closes the store, hence check_same_thread.
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        # In WAL, NORMAL survives a killed process, but not a power cut: it puts nothing on the disk at COMMIT
        # (SQLite, PRAGMA synchronous). What was acknowledged must be there.
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Commit what the block writes, or roll all of it back when it raises; `begin` is the first statement."""
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
        raise


@contextmanager
def hasty(db: sqlite3.Connection) -> Iterator[None]:
    """Let the block neither wait for another writer nor for the disk."""
    db.execute(f"PRAGMA busy_timeout = {NOTE_SECONDS * 1000:.0f}")
    db.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        db.execute("PRAGMA synchronous = FULL")
        db.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code of an error (the low byte of an extended one), 0 when unknown."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def corrupt(message: str) -> sqlite3.DatabaseError:
    """Return the error that SQLite raises for a damaged file."""
    error = sqlite3.DatabaseError(message)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def switch_to_wal(db: sqlite3.Connection) -> None:
    """Switch the file to write-ahead logging. Raises sqlite3.OperationalError when it stays locked."""
    # This one statement does not wait for other processes by itself.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
