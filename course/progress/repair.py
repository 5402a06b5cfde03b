"""What is done with a database that cannot be used as it is, or is not there."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from course.progress.backup import newest_backup
from course.progress.connection import BUSY_SECONDS, Identity, connect, primary_code, transaction
from course.progress.exported import copy_rows
from course.progress.private import close_to_others, lock, make_file
from course.progress.reviews import reschedule_new
from course.progress.salvage import salvage
from course.progress.schema import migrate


def identity_of(path: Path) -> Identity | None:
    """Return what tells this file from another of the same name, None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_no_database(path: Path) -> bool:
    """Tell whether a file begins unlike a database. SQLite would say so too, and delete the log beside it.

    An empty file is no database either: the course never makes one, so somebody or a crash emptied it.
    """
    try:
        with open(path, "rb") as file:
            return file.read(16) != b"SQLite format 3\0"
    except OSError:
        return False


def make_new(path: Path) -> None:
    """Make a database with empty tables, whole at once; one that is there by then is left alone.

    Raises OSError and sqlite3.Error.
    """
    new = _beside(path, f"{os.getpid()}-{threading.get_ident()}.new")
    try:
        _empty(new).close()
        _give_name(new, path)
    finally:
        with suppress(OSError):
            new.unlink()


def _empty(path: Path) -> sqlite3.Connection:
    """Return a connection to a new file with empty tables."""
    with suppress(FileNotFoundError):
        path.unlink()
    make_file(path)
    db = connect(path)
    try:
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _give_name(new: Path, path: Path) -> None:
    try:
        os.link(new, path)  # unlike a rename, this never replaces a file
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            os.replace(new, path)


def rebuild(path: Path) -> str:
    """Set a damaged file aside, put what can be saved of it in its place, and return what to say about it.

    What can be read of it is joined by what only its newest copy has. Killed at any moment, it leaves the old
    file or the new one: finish_rebuild does the rest. Raises OSError and sqlite3.Error when there is no room.
    """
    building, built = _beside(path, "rebuilding"), _beside(path, "rebuilt")
    emptied = path.stat().st_size == 0
    with closing(_empty(building)) as db:
        with transaction(db, "BEGIN IMMEDIATE"):
            saved = salvage(path, db)
            copy = newest_backup(path)
            if copy is not None:
                copy_rows(copy[0], db)
                copy[0].close()
            reschedule_new(db)
            total = {table: _count(db, table) for table in ("answers", "runs")}
    os.replace(building, built)
    moved = rename_aside(path)
    os.replace(built, path)
    return _told(path, moved, emptied, saved, total, copy[1] if copy else None)


def finish_rebuild(path: Path) -> None:
    """Put a rebuilt file in its place when the process that made it ended just before that."""
    if not path.exists():
        with suppress(FileNotFoundError):
            os.replace(_beside(path, "rebuilt"), path)


def _beside(path: Path, word: str) -> Path:
    return path.with_name(f"{path.stem}.{word}")


def _count(db: sqlite3.Connection, table: str) -> int:
    count: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names of our own
    return count


def _told(
    path: Path, moved: Path, emptied: bool, saved: dict[str, int], total: dict[str, int], copy: Path | None
) -> str:
    """Say in a few sentences what was found, what was kept, and where the old file is."""
    fault = "was empty (0 bytes)" if emptied else "was damaged"
    said = f"The progress file {fault}. It is kept as {moved.name} in {moved.parent}."
    if sum(saved.values()):
        said += f" Read from it: {_counted(saved)}."
    if copy is not None:
        when = datetime.fromtimestamp(copy.stat().st_mtime).astimezone().strftime("%Y-%m-%d %H:%M")
        more = {name: total[name] - saved[name] for name in total}
        said += f" From the copy of {when}: {_counted(more)}."
    if not sum(total.values()):
        said += " Nothing could be read from it, so the course goes on with a new one."
    return said


def _counted(rows: dict[str, int]) -> str:
    return f"{rows['answers']} answers, {rows['runs']} runs"


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
            close_to_others(Path(f"{moved}{tail}"))
    return moved


@contextmanager
def repair_lock(path: Path) -> Iterator[None]:
    """Let one process at a time repair the file. The lock ends with the process."""
    file = path.with_name(f"{path.stem}.repair")
    make_file(file)
    with open(file, "ab") as handle:
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
