"""What is done with a database that cannot be used as it is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from course.progress.connection import BUSY_SECONDS, Identity, primary_code
from course.progress.private import lock


def identity_of(path: Path) -> Identity | None:
    """Return what tells this file from another of the same name, None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_no_database(path: Path) -> bool:
    """Tell whether a file begins unlike a database. SQLite would say so too, and delete the log beside it."""
    try:
        with open(path, "rb") as file:
            return file.read(16) not in (b"", b"SQLite format 3\0")
    except OSError:
        return False


def is_damaged(path: Path) -> bool:
    """Tell whether the file is no whole SQLite database."""
    if is_no_database(path):
        return True
    try:
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error:
        return True
    try:
        return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except sqlite3.DatabaseError as error:
        return primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    finally:
        db.close()


def rename_aside(path: Path) -> Path:
    """Rename a damaged file, with the files that belong to it, and return the new name."""
    when = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    moved = path.with_name(f"{path.stem}.damaged-{when}{path.suffix}")
    count = 1
    while moved.exists():
        count += 1
        moved = path.with_name(f"{path.stem}.damaged-{when}-{count}{path.suffix}")
    for tail in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            os.replace(f"{path}{tail}", f"{moved}{tail}")
    return moved


@contextmanager
def repair_lock(path: Path) -> Iterator[None]:
    """Let one process at a time repair the file. The lock ends with the process."""
    with open(path.with_name(f"{path.stem}.repair"), "ab") as handle:
        lock(handle)
        yield


def copy(path: Path, memory: sqlite3.Connection) -> None:
    """Copy what can be read of the file into memory; nothing when it cannot be read."""
    if not path.is_file():
        return
    for mode in ("mode=ro", "mode=ro&immutable=1"):  # the second needs no -wal and -shm beside the file
        with suppress(sqlite3.Error):
            db = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS)
            try:
                if db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                    db.backup(memory)
                    return
            finally:
                db.close()
