"""The database file: opened, repaired or replaced by one in memory, and shared by threads and processes."""

from __future__ import annotations

import math
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from course.progress.backup import back_up
from course.progress.connection import (
    Identity,
    Locked,
    NoRoom,
    connect,
    corrupt,
    hasty,
    primary_code,
    switch_to_wal,
    transaction,
)
from course.progress.exported import copy_rows
from course.progress.private import make_file, make_folder
from course.progress.repair import (
    copy,
    finish_rebuild,
    identity_of,
    is_damaged,
    is_no_database,
    make_new,
    rebuild,
    repair_lock,
)
from course.progress.schema import known_versions, migrate

T = TypeVar("T")
IMMEDIATE = "BEGIN IMMEDIATE"
ELSEWHERE = " COURSE_WORK=DIR in front of the command keeps it, and your files, in a folder of yours."
#: Seconds between two attempts to use the file again, once progress is kept in memory.
TRY_AGAIN = 2.0
#: Errors after which nothing can be written to this place.
_NOT_WRITABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
)


class _NewerDatabase(Exception):
    """The database was written by a newer version of the course."""


class Database:
    """One SQLite file with the course's tables. Every method may be called from any thread.

    Opening never raises for a file that is damaged, read-only or from a newer version: the course
    goes on, and `notice` says in one sentence what was done.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        #: A sentence for people when something had to be handled, else "".
        self.notice = ""
        self._lock = threading.RLock()
        self._connections: dict[threading.Thread, tuple[Identity | None, sqlite3.Connection]] = {}
        self._memory: sqlite3.Connection | None = None
        #: When the file is tried again, while progress is kept in memory.
        self._try_again = math.inf
        # A database that is forgotten closes its connections; at the end of the process the system does.
        self._forgotten = weakref.finalize(self, _close_all, self._connections)
        self._forgotten.atexit = False
        self._identity: Identity | None = None
        with self._lock:
            self._open()
            if self._memory is None:
                back_up(self._file_connection(), self.path)

    @property
    def in_memory(self) -> bool:
        """Tell whether what is written lasts only as long as this process."""
        return self._memory is not None

    def close(self) -> None:
        """Close every connection, when no other thread is at work; a later call opens the file again."""
        with self._lock:
            _close_all(self._connections)
            self._identity = None

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` reads, in one transaction; `work` may be called again after a repair."""
        return self._perform(work, "BEGIN DEFERRED")

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in one transaction and return its value; `work` may be called again after a repair.

        When this returns, what was written is on the disk, unless `in_memory` says otherwise. Raises NoRoom
        and Locked, with nothing written.
        """
        # IMMEDIATE takes the write lock first: a reader that turns into a writer could fail at once.
        return self._perform(work, IMMEDIATE)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return every row of one query."""
        # One statement reads one moment without a transaction around it.
        return self._perform(lambda db: db.execute(sql, values).fetchall(), "")

    def changes(self) -> object:
        """Return a value that differs after another thread or process has written to the file.

        Compare it with earlier values of the same thread only (SQLite: PRAGMA data_version).
        """
        return self.rows("PRAGMA data_version")[0][0], self._identity

    def health(self) -> str:
        """Return "ok", or what SQLite's integrity check found first."""
        return str(self.rows("PRAGMA integrity_check(1)")[0][0])

    def note(self, work: Callable[[sqlite3.Connection], object]) -> bool:
        """Do `work` in one transaction if that takes no waiting, and tell whether it was done.

        For what no page may fail on or wait for: it raises nothing that SQLite raises.
        """
        try:
            with self._connection() as db, hasty(db), transaction(db, IMMEDIATE):
                work(db)
        except sqlite3.Error:
            return False
        return True

    def _perform(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        """Do one transaction; when the file turns out damaged or not readable, handle that and repeat it."""
        for _ in range(2):
            try:
                return self._once(work, begin)
            except sqlite3.DatabaseError as error:
                self._refuse_write(error, begin)
                if not self._handle(error):
                    raise
        return self._once(work, begin)

    def _once(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        """Do one transaction, or with an empty `begin` one statement."""
        with self._connection() as db:
            if not begin:
                return work(db)
            with transaction(db, begin):
                return work(db)

    def _refuse_write(self, error: sqlite3.DatabaseError, begin: str) -> None:
        """Raise NotStored when the file is there and does not take what is written now."""
        code = primary_code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Locked(self.path) from error
        if code in _NOT_WRITABLE and begin == IMMEDIATE and not self.in_memory:
            raise NoRoom(self.path, error) from error

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection; the one in memory is shared, one thread at a time."""
        db = self._thread_connection()
        if db is not None:
            yield db
            return
        with self._lock:
            # Another thread may have gone back to the file in this moment.
            yield self._memory or self._file_connection()

    def _thread_connection(self) -> sqlite3.Connection | None:
        """Return this thread's connection, a new one when the file was replaced; None in memory."""
        found = self._connections.get(threading.current_thread())
        if found is not None and found[0] == self._identity == identity_of(self.path):
            return found[1]
        with self._lock:
            if self._memory is None and identity_of(self.path) != self._identity:
                # Somebody moved or deleted the file, or another process set a damaged one aside.
                self._open()
            if self._memory is not None and time.monotonic() > self._try_again:
                self._go_back()
            return None if self._memory is not None else self._file_connection()

    def _file_connection(self) -> sqlite3.Connection:
        """Return this thread's connection to the file; the lock is held."""
        found = self._connections.get(threading.current_thread())
        if found is not None and found[0] == self._identity:
            return found[1]
        self._close_dead()
        return self._adopt(connect(self.path))

    def _go_back(self) -> None:
        """Leave memory for the file, with everything that was kept in memory, if the file takes it now."""
        memory, self._try_again = self._memory, time.monotonic() + TRY_AGAIN
        assert memory is not None  # noqa: S101 - whoever calls has looked
        try:
            self._open_file()
            db = self._file_connection()
            with transaction(db, IMMEDIATE):
                copy_rows(memory, db)
        except (OSError, sqlite3.Error, _NewerDatabase):
            self._close_own()
            return
        self._memory, self._try_again = None, math.inf
        self.notice = f"Progress is kept in {self.path} again, with everything since the course was started."

    def _adopt(self, db: sqlite3.Connection) -> sqlite3.Connection:
        """Make db this thread's connection. A thread closes only its own: others may be at work."""
        old = self._connections.pop(threading.current_thread(), None)
        if old is not None:
            old[1].close()
        self._connections[threading.current_thread()] = (self._identity, db)
        return db

    def _close_dead(self) -> None:
        """Close the connections of threads that have ended."""
        for thread in [thread for thread in self._connections if not thread.is_alive()]:
            self._connections.pop(thread)[1].close()

    def _close_own(self) -> None:
        own = self._connections.pop(threading.current_thread(), None)
        if own is not None:
            own[1].close()
        self._close_dead()

    def _open(self) -> None:
        """Open the file, or make it; set a damaged one aside; go on in memory when nothing else is left."""
        try:
            self._open_file()
        except sqlite3.DatabaseError as error:
            if not self._handle(error):
                self._open_memory(f"it cannot be used ({error})")
        except _NewerDatabase:
            self._open_memory(
                "it was written by a newer version of the course; update the course to use it", False
            )
            self._try_again = math.inf
        except OSError as error:
            self._open_memory(f"its folder cannot be used ({error.strerror or error})", remedy=ELSEWHERE)

    def _open_file(self) -> None:
        make_folder(self.path.parent, self.path.name)
        finish_rebuild(self.path)
        if not self.path.exists():
            make_new(self.path)
        if is_no_database(self.path):
            raise corrupt("file is not a database")
        make_file(self.path)
        db = connect(self.path)
        try:
            _prepare(db)
        except BaseException:
            db.close()
            raise
        self._identity = identity_of(self.path)
        self._adopt(db)

    def _handle(self, error: sqlite3.DatabaseError) -> bool:
        """Do what can be done about a database error; tell whether the work can be tried again."""
        code = primary_code(error)
        with self._lock:
            if self._memory is not None:
                return False
            if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                self._set_aside()
                return True
            if code in _NOT_WRITABLE:
                self._open_memory(f"it cannot be written ({error})")
                return True
        return False

    def _set_aside(self) -> None:
        """Give a damaged file a new name and begin a new one."""
        self._close_own()
        try:
            with repair_lock(self.path):
                if is_damaged(self.path):  # else another process has done it
                    self.notice = rebuild(self.path)
                self._open_file()
        except (OSError, sqlite3.Error, _NewerDatabase) as error:
            self._open_memory(f"it is damaged and cannot be replaced ({error})")

    def _open_memory(self, reason: str, keep: bool = True, remedy: str = "") -> sqlite3.Connection:
        """Go on in memory, with what can be read of the file, and say so."""
        self._close_own()
        self.notice = (
            "Progress is kept in memory only and is lost when the course ends:"
            f" {self.path} is not used, because {reason}.{remedy}"
        )
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._memory.close).atexit = False
        if keep:
            copy(self.path, self._memory)
        migrate(self._memory)
        self._try_again = time.monotonic() + TRY_AGAIN
        return self._memory


def _close_all(connections: dict[threading.Thread, tuple[Identity | None, sqlite3.Connection]]) -> None:
    while connections:
        connections.popitem()[1][1].close()


def _prepare(db: sqlite3.Connection) -> None:
    """Check the file, switch it to WAL, bring its tables up to date, and make sure that it can be written."""
    if db.execute("PRAGMA user_version").fetchone()[0] > len(known_versions()):
        raise _NewerDatabase
    switch_to_wal(db)
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise corrupt(found)
    migrate(db)
    try:
        with transaction(db, IMMEDIATE):
            pass
    except sqlite3.OperationalError as error:
        # Another process writes: then it can be written.
        if primary_code(error) != sqlite3.SQLITE_BUSY:
            raise
