"""Copies of the progress file, a day old at most when the course is used daily, for when it is damaged."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from course.progress.private import make_file
from course.progress.schema import migrate

#: Seconds after which another copy is made.
EVERY = 24 * 3600.0
#: Copies that are kept.
KEPT = 2


def backups(path: Path) -> tuple[Path, ...]:
    """Return the copies of a progress file that are there, the newest first."""
    names = (_name(path, number) for number in range(1, KEPT + 1))
    return tuple(name for name in names if name.is_file())


def back_up(db: sqlite3.Connection, path: Path) -> bool:
    """Copy the database of a file when that is due, and tell whether it was done. A copy is never half."""
    newest = _name(path, 1)
    new = path.with_name(f"{newest.name}.{os.getpid()}.new")
    try:
        if not (_is_due(newest) and _holds_anything(db)):
            return False
        make_file(new)
        with closing(sqlite3.connect(new)) as target:
            db.backup(target)
        _put_on_disk(new)
        for number in range(KEPT, 1, -1):
            with suppress(FileNotFoundError):
                os.replace(_name(path, number - 1), _name(path, number))
        os.replace(new, newest)
    except (OSError, sqlite3.Error):  # no room: the copies that are there stay
        with suppress(OSError):
            new.unlink()
        return False
    return True


def newest_backup(path: Path) -> tuple[sqlite3.Connection, Path] | None:
    """Return the newest whole copy, in memory and brought up to date, and its name; None without one."""
    for backup in backups(path):
        memory = sqlite3.connect(":memory:", isolation_level=None)
        try:
            with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as db:
                if db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                    db.backup(memory)
                    migrate(memory)
                    return memory, backup
        except sqlite3.Error:
            pass
        memory.close()
    return None


def _name(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.backup-{number}{path.suffix}")


def _is_due(newest: Path) -> bool:
    try:
        age = time.time() - newest.stat().st_mtime
    except FileNotFoundError:
        return True
    return not 0 <= age < EVERY


def _holds_anything(db: sqlite3.Connection) -> bool:
    # A file that somebody began anew must not push out the copies of the old one.
    sql = "SELECT EXISTS (SELECT 1 FROM answers) OR EXISTS (SELECT 1 FROM runs)"
    return bool(db.execute(sql).fetchone()[0])


def _put_on_disk(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
