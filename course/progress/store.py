"""What the learner did, in one SQLite file: answers, runs with every graded source, hints, visits.

Site, terminal and watcher are separate processes with threads of their own and write at the same
time. SQLite in WAL mode is their only meeting point: short transactions, one connection per thread.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from course.progress.connection import Identity, connect, corrupt, switch_to_wal, transaction
from course.progress.exported import export_document, merge_batch
from course.progress.imported import checked_rows
from course.progress.repair import copy, identity_of, is_damaged, is_no_database, rename_aside, repair_lock
from course.progress.rows import (
    INSERT_ANSWER,
    INSERT_REVEAL,
    INSERT_RUN,
    RAISE_HINT,
    RENEW_VISIT,
    SELECT_ANSWER,
    SELECT_LATEST_RUN,
    SELECT_RUN,
    all_answers,
    answer_of,
    dump,
    iso,
    last_visit,
    latest_answers,
    new_uid,
    run_of,
    run_values,
    save_source,
    stamp,
)
from course.progress.schema import known_versions, migrate
from course.values.progress import Answer, Confidence, ImportCounts, LessonProgress, Run, SavedSource, digest
from course.values.report import Report

T = TypeVar("T")


class _NewerDatabase(Exception):
    """The database was written by a newer version of the course."""


class Store:
    """The learner's progress. Every method may be called from any thread; each is one transaction.

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
        # A store that is forgotten closes its connections; at the end of the process the system does.
        self._forgotten = weakref.finalize(self, _close_all, self._connections)
        self._forgotten.atexit = False
        self._identity: Identity | None = None
        with self._lock:
            self._open()

    @property
    def in_memory(self) -> bool:
        """Tell whether progress lasts only as long as this process."""
        return self._memory is not None

    def close(self) -> None:
        """Close every connection, when no other thread is at work; a later call opens the file again."""
        with self._lock:
            _close_all(self._connections)
            self._identity = None

    # Answers

    def record_answer(
        self, question: str, choice: tuple[str, ...], confidence: Confidence, right: bool
    ) -> int:
        """Record an answer and return which attempt it is, counted from 1."""

        def work(db: sqlite3.Connection) -> int:
            newest = "SELECT max(answered_at) FROM answers WHERE question = ?"
            row = (
                new_uid(),
                question,
                json.dumps(list(choice)),
                confidence,
                int(right),
                stamp(db, newest, question),
            )
            db.execute(INSERT_ANSWER, row)
            count: int = db.execute(
                "SELECT count(*) FROM answers WHERE question = ?", (question,)
            ).fetchone()[0]
            return count

        return self._write(work)

    def answers(self, questions: Iterable[str] | None = None) -> dict[str, Answer]:
        """Return the latest answer of every question, or only of the questions named."""
        if questions is not None:
            asked = tuple(questions)
            return self._read(lambda db: latest_answers(db, asked))
        return {answer.question: answer for answer in self._read(all_answers)}

    def attempts(self, question: str) -> tuple[Answer, ...]:
        """Return every answer to a question, oldest first."""
        return self._read(
            lambda db: tuple(
                answer_of(row, attempt)
                for attempt, row in enumerate(
                    db.execute(f"{SELECT_ANSWER} WHERE question = ? ORDER BY answered_at, id", (question,)),
                    1,
                )
            )
        )

    # Runs and sources

    def record_run(self, report: Report, source: bytes | None, door: str) -> int:
        """Record a grading run, and its source once, and return the run's id."""
        graded = report.source_hash or (digest(source) if source is not None else "")

        def work(db: sqlite3.Connection) -> int:
            at = stamp(db, "SELECT max(recorded_at) FROM runs WHERE exercise = ?", report.exercise)
            if source is not None:
                save_source(db, report.exercise, source, at)
            cursor = db.execute(INSERT_RUN, (new_uid(), *run_values(report), graded, door, at, dump(report)))
            assert cursor.lastrowid is not None  # noqa: S101 - an INSERT that did not raise has one
            return cursor.lastrowid

        return self._write(work)

    def run(self, id: int) -> Run | None:
        """Return the run of that id, or None."""
        return self._one_run("WHERE id = ?", id) if -(2**63) <= id < 2**63 else None

    def latest_run(self, slug: str) -> Run | None:
        """Return the newest run of an exercise, or None."""
        return self._one_run("WHERE exercise = ? ORDER BY recorded_at DESC, id DESC LIMIT 1", slug)

    def latest_run_id(self, slug: str) -> int | None:
        """Return the id of the newest run of an exercise without reading its report, or None."""
        sql = "SELECT id FROM runs WHERE exercise = ? ORDER BY recorded_at DESC, id DESC LIMIT 1"
        rows = self._rows(sql, slug)
        return int(rows[0][0]) if rows else None

    def latest_runs(self) -> dict[str, Run]:
        """Return the newest run of every exercise that has one, by slug."""
        rows = self._rows(SELECT_LATEST_RUN)
        return {row[1]: run_of(row) for row in rows}

    def runs(self, slug: str, limit: int = 20) -> tuple[Run, ...]:
        """Return the runs of an exercise, newest first."""
        tail = "WHERE exercise = ? ORDER BY recorded_at DESC, id DESC LIMIT ?"
        return tuple(run_of(row) for row in self._rows(f"{SELECT_RUN} {tail}", slug, limit))

    def solved(self) -> set[str]:
        """Return the exercises whose newest run is solved."""
        return {row[0] for row in self._rows("SELECT exercise FROM latest_runs WHERE solved = 1")}

    def ever_solved(self) -> set[str]:
        """Return the exercises that have been solved at least once."""
        return {row[0] for row in self._rows("SELECT DISTINCT exercise FROM runs WHERE solved = 1")}

    def keep_source(self, slug: str, text: bytes) -> str:
        """Keep a text of the learner, so that it can be restored, and return its hash."""

        def work(db: sqlite3.Connection) -> str:
            at = stamp(db, "SELECT max(saved_at) FROM exercise_sources WHERE exercise = ?", slug)
            return save_source(db, slug, text, at)

        return self._write(work)

    def source(self, hash: str) -> bytes | None:
        """Return the text of that SHA-256 (hexadecimal), or None."""
        rows = self._rows("SELECT text FROM sources WHERE hash = ?", hash)
        return bytes(rows[0][0]) if rows else None

    def sources(self, slug: str) -> tuple[SavedSource, ...]:
        """Return every text an exercise has had, newest first."""
        rows = self._rows(
            "SELECT exercise, hash, saved_at, length(text) FROM exercise_sources JOIN sources USING (hash)"
            " WHERE exercise = ? ORDER BY saved_at DESC, hash",
            slug,
        )
        return tuple(SavedSource(*row) for row in rows)

    # Hints, references looked at, visits

    def reveal(self, slug: str) -> None:
        """Remember that the reference was opened before the exercise was solved; the first time counts."""
        self._write(lambda db: db.execute(INSERT_REVEAL, (slug, iso(datetime.now(UTC)))))

    def revealed(self, slug: str) -> str:
        """Return when the reference of an exercise was opened (ISO 8601 with offset), "" for never."""
        rows = self._rows("SELECT revealed_at FROM reveals WHERE exercise = ?", slug)
        return str(rows[0][0]) if rows else ""

    def record_hint(self, slug: str, n: int) -> None:
        """Remember that hint n (from 1) of an exercise was opened."""
        self._write(lambda db: db.execute(RAISE_HINT, (slug, n)))

    def hints(self, slug: str) -> int:
        """Return the highest hint opened of an exercise, 0 for none."""
        rows = self._rows("SELECT highest FROM hints WHERE exercise = ?", slug)
        return int(rows[0][0]) if rows else 0

    def visit(self, lesson: str, step: str) -> None:
        """Remember that a step of a lesson was opened."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(RENEW_VISIT, (lesson, step, stamp(db, "SELECT max(visited_at) FROM visits")))

        self._write(work)

    def last_visit(self) -> tuple[str, str] | None:
        """Return lesson and step opened last, or None."""
        return self._read(last_visit)

    def lesson(self, lesson: str, questions: Iterable[str]) -> LessonProgress:
        """Return the learner's progress in one lesson, read at one moment."""
        asked = tuple(questions)

        def work(db: sqlite3.Connection) -> LessonProgress:
            opened = db.execute("SELECT step FROM visits WHERE lesson = ?", (lesson,))
            return LessonProgress(
                latest_answers(db, asked), frozenset(row[0] for row in opened), last_visit(db)
            )

        return self._read(work)

    def visited(self) -> set[tuple[str, str]]:
        """Return every lesson and step that was opened."""
        return {(row[0], row[1]) for row in self._rows("SELECT lesson, step FROM visits")}

    # Export and import

    def export(self) -> dict[str, Any]:
        """Return everything as JSON-ready values, for import_ on this or another machine."""
        return self._read(export_document)

    def import_(self, values: object) -> ImportCounts:
        """Merge exported values and return what was new.

        Raises ValueError, with nothing changed, when the values are not a whole export.
        """
        batch = checked_rows(values)
        return self._write(lambda db: merge_batch(db, batch))

    # Health

    def changes(self) -> object:
        """Return a value that differs after another thread or process has written to the file.

        Compare it with earlier values of the same thread only (SQLite: PRAGMA data_version).
        """
        return self._rows("PRAGMA data_version")[0][0], self._identity

    def health(self) -> str:
        """Return "ok", or what SQLite's integrity check found first."""
        return str(self._rows("PRAGMA integrity_check(1)")[0][0])

    # Below: connections, transactions, and what to do when the file is not as it should be.

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._read(lambda db: db.execute(sql, values).fetchall())

    def _one_run(self, tail: str, *values: object) -> Run | None:
        rows = self._rows(f"{SELECT_RUN} {tail}", *values)
        return run_of(rows[0]) if rows else None

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return self._perform(work, "BEGIN DEFERRED")

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        # IMMEDIATE takes the write lock first: a reader that turns into a writer could fail at once.
        return self._perform(work, "BEGIN IMMEDIATE")

    def _perform(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        """Do one transaction; when the file turns out damaged or not writable, handle that and repeat it."""
        for _ in range(2):
            try:
                with self._connection() as db, transaction(db, begin):
                    return work(db)
            except sqlite3.DatabaseError as error:
                if not self._handle(error):
                    raise
        with self._connection() as db, transaction(db, begin):
            return work(db)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection; the one in memory is shared, one thread at a time."""
        db = self._thread_connection()
        if db is not None:
            yield db
            return
        with self._lock:
            assert self._memory is not None  # noqa: S101 - once in memory, a store stays there
            yield self._memory

    def _thread_connection(self) -> sqlite3.Connection | None:
        """Return this thread's connection, a new one when the file was replaced; None in memory."""
        thread = threading.current_thread()
        found = self._connections.get(thread)
        if found is not None and found[0] == self._identity == identity_of(self.path):
            return found[1]
        with self._lock:
            if self._memory is None and identity_of(self.path) != self._identity:
                # Somebody moved or deleted the file, or another process set a damaged one aside.
                self._open()
            if self._memory is not None:
                return None
            found = self._connections.get(thread)
            if found is not None and found[0] == self._identity:
                return found[1]
            self._close_dead()
            return self._adopt(connect(self.path))

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
        except OSError as error:
            self._open_memory(f"its folder cannot be used ({error.strerror or error})")

    def _open_file(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if is_no_database(self.path):
            raise corrupt("file is not a database")
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
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
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
                    moved = rename_aside(self.path)
                    self.notice = (
                        f"The progress file was damaged. It is kept as {moved.name} in {moved.parent},"
                        " and the course goes on with a new one."
                    )
                self._open_file()
        except (OSError, sqlite3.Error, _NewerDatabase) as error:
            self._open_memory(f"it is damaged and cannot be replaced ({error})")

    def _open_memory(self, reason: str, keep: bool = True) -> sqlite3.Connection:
        """Go on in memory, with what can be read of the file, and say so."""
        self._close_own()
        self.notice = (
            "Progress is kept in memory only and is lost when the course ends:"
            f" {self.path} is not used, because {reason}."
        )
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._memory.close).atexit = False
        if keep:
            copy(self.path, self._memory)
        migrate(self._memory)
        return self._memory


_NOT_WRITABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
)


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
    with transaction(db, "BEGIN IMMEDIATE"):
        pass
