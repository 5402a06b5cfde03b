"""What the learner did, in one SQLite file: answers, runs with every graded source, hints, visits.

Site, terminal and watcher are separate processes with threads of their own and write at the same
time. SQLite in WAL mode is their only meeting point: short transactions, one connection per thread.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
import sqlite3
import threading
import time
import uuid
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Literal, TypeVar

from course.grading.report import SEVERITY, CheckResult, Report

Confidence = Literal["sure", "guessing", ""]
CONFIDENCES: tuple[Confidence, ...] = ("sure", "guessing", "")

#: Name and version of the exported file.
FORMAT = "http-status-codes-course progress"
FORMAT_VERSION = 1

#: Seconds a writer waits for another one before it gives up.
BUSY_SECONDS = 10.0

SCHEMA = Path(__file__).with_name("schema.sql")

T = TypeVar("T")

#: Device and inode: tells a file from another one of the same name.
_Identity = tuple[int, int]


def instance_dir(root: Path) -> Path:
    """Return the folder of everything that belongs to this learner: COURSE_INSTANCE, or instance/ in root."""
    named = os.environ.get("COURSE_INSTANCE", "")
    return Path(named).expanduser().absolute() if named else root / "instance"


def database_path(root: Path) -> Path:
    """Return where the progress of the course in root is kept."""
    return instance_dir(root) / "progress.sqlite"


@dataclass(frozen=True)
class Answer:
    """One answer to one question. A myth is answered ("believed",) or ("doubted",)."""

    question: str
    choice: tuple[str, ...]
    confidence: Confidence
    right: bool
    #: 1 for the first answer to this question.
    attempt: int
    #: ISO 8601 with offset.
    answered_at: str


@dataclass(frozen=True)
class Run:
    """One grading run as it was recorded."""

    id: int
    exercise: str
    outcome: str
    solved: bool
    #: Checks that hold, and all checks.
    held: int
    total: int
    #: SHA-256 of the graded source, hexadecimal, "" when it is not known.
    source_hash: str
    #: Where it was started: "terminal", "site", "watch".
    door: str
    #: ISO 8601 with offset.
    recorded_at: str
    report_json: str = field(repr=False)

    @cached_property
    def report(self) -> Report:
        """Return the whole report. It is read on first use, so lists of runs stay cheap."""
        return _report(json.loads(self.report_json))


@dataclass(frozen=True)
class SavedSource:
    """One text an exercise has had: graded, or kept by a reset."""

    exercise: str
    hash: str
    #: ISO 8601 with offset: the last time this text was graded or kept.
    saved_at: str
    #: Bytes.
    size: int


@dataclass(frozen=True)
class LessonProgress:
    """What a page of a lesson asks of the store."""

    #: The latest answers to the questions that were asked for.
    answers: dict[str, Answer]
    #: Ids of the steps of this lesson that were opened.
    opened: frozenset[str]
    #: Lesson and step opened last, in the whole course.
    last_visit: tuple[str, str] | None


@dataclass(frozen=True)
class ImportCounts:
    """How many rows an import added; what was there already is not counted."""

    answers: int = 0
    runs: int = 0
    sources: int = 0
    hints: int = 0
    visits: int = 0

    @property
    def total(self) -> int:
        """Return the number of all added rows."""
        return self.answers + self.runs + self.sources + self.hints + self.visits


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
        self._connections: dict[threading.Thread, tuple[_Identity | None, sqlite3.Connection]] = {}
        self._memory: sqlite3.Connection | None = None
        # A store that is forgotten closes its connections; at the end of the process the system does.
        self._forgotten = weakref.finalize(self, _close_all, self._connections)
        self._forgotten.atexit = False
        self._identity: _Identity | None = None
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
                _uid(),
                question,
                json.dumps(list(choice)),
                confidence,
                int(right),
                _stamp(db, newest, question),
            )
            db.execute(_INSERT_ANSWER, row)
            count: int = db.execute(
                "SELECT count(*) FROM answers WHERE question = ?", (question,)
            ).fetchone()[0]
            return count

        return self._write(work)

    def answers(self, questions: Iterable[str] | None = None) -> dict[str, Answer]:
        """Return the latest answer of every question, or only of the questions named."""
        if questions is not None:
            asked = tuple(questions)
            return self._read(lambda db: _latest_answers(db, asked))
        return {answer.question: answer for answer in self._read(_all_answers)}

    def attempts(self, question: str) -> tuple[Answer, ...]:
        """Return every answer to a question, oldest first."""
        return self._read(
            lambda db: tuple(
                _answer(row, attempt)
                for attempt, row in enumerate(
                    db.execute(f"{_SELECT_ANSWER} WHERE question = ? ORDER BY answered_at, id", (question,)),
                    1,
                )
            )
        )

    # Runs and sources

    def record_run(self, report: Report, source: bytes | None, door: str) -> int:
        """Record a grading run, and its source once, and return the run's id."""
        graded = report.source_hash or (digest(source) if source is not None else "")

        def work(db: sqlite3.Connection) -> int:
            at = _stamp(db, "SELECT max(recorded_at) FROM runs WHERE exercise = ?", report.exercise)
            if source is not None:
                _save_source(db, report.exercise, source, at)
            cursor = db.execute(_INSERT_RUN, (_uid(), *_run_values(report), graded, door, at, _dump(report)))
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
        rows = self._rows(_SELECT_LATEST_RUN)
        return {row[1]: _run(row) for row in rows}

    def runs(self, slug: str, limit: int = 20) -> tuple[Run, ...]:
        """Return the runs of an exercise, newest first."""
        tail = "WHERE exercise = ? ORDER BY recorded_at DESC, id DESC LIMIT ?"
        return tuple(_run(row) for row in self._rows(f"{_SELECT_RUN} {tail}", slug, limit))

    def solved(self) -> set[str]:
        """Return the exercises whose newest run is solved."""
        return {row[0] for row in self._rows("SELECT exercise FROM latest_runs WHERE solved = 1")}

    def ever_solved(self) -> set[str]:
        """Return the exercises that have been solved at least once."""
        return {row[0] for row in self._rows("SELECT DISTINCT exercise FROM runs WHERE solved = 1")}

    def keep_source(self, slug: str, text: bytes) -> str:
        """Keep a text of the learner, so that it can be restored, and return its hash."""

        def work(db: sqlite3.Connection) -> str:
            at = _stamp(db, "SELECT max(saved_at) FROM exercise_sources WHERE exercise = ?", slug)
            return _save_source(db, slug, text, at)

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
        self._write(lambda db: db.execute(_INSERT_REVEAL, (slug, _iso(datetime.now(UTC)))))

    def revealed(self, slug: str) -> str:
        """Return when the reference of an exercise was opened (ISO 8601 with offset), "" for never."""
        rows = self._rows("SELECT revealed_at FROM reveals WHERE exercise = ?", slug)
        return str(rows[0][0]) if rows else ""

    def record_hint(self, slug: str, n: int) -> None:
        """Remember that hint n (from 1) of an exercise was opened."""
        self._write(lambda db: db.execute(_RAISE_HINT, (slug, n)))

    def hints(self, slug: str) -> int:
        """Return the highest hint opened of an exercise, 0 for none."""
        rows = self._rows("SELECT highest FROM hints WHERE exercise = ?", slug)
        return int(rows[0][0]) if rows else 0

    def visit(self, lesson: str, step: str) -> None:
        """Remember that a step of a lesson was opened."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(_RENEW_VISIT, (lesson, step, _stamp(db, "SELECT max(visited_at) FROM visits")))

        self._write(work)

    def last_visit(self) -> tuple[str, str] | None:
        """Return lesson and step opened last, or None."""
        return self._read(_last_visit)

    def lesson(self, lesson: str, questions: Iterable[str]) -> LessonProgress:
        """Return the learner's progress in one lesson, read at one moment."""
        asked = tuple(questions)

        def work(db: sqlite3.Connection) -> LessonProgress:
            opened = db.execute("SELECT step FROM visits WHERE lesson = ?", (lesson,))
            return LessonProgress(
                _latest_answers(db, asked), frozenset(row[0] for row in opened), _last_visit(db)
            )

        return self._read(work)

    def visited(self) -> set[tuple[str, str]]:
        """Return every lesson and step that was opened."""
        return {(row[0], row[1]) for row in self._rows("SELECT lesson, step FROM visits")}

    # Export and import

    def export(self) -> dict[str, Any]:
        """Return everything as JSON-ready values, for import_ on this or another machine."""
        return self._read(_export)

    def import_(self, values: object) -> ImportCounts:
        """Merge exported values and return what was new.

        Raises ValueError, with nothing changed, when the values are not a whole export.
        """
        batch = _checked(values)
        return self._write(lambda db: _merge(db, batch))

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
        rows = self._rows(f"{_SELECT_RUN} {tail}", *values)
        return _run(rows[0]) if rows else None

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return self._perform(work, "BEGIN DEFERRED")

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        # IMMEDIATE takes the write lock first: a reader that turns into a writer could fail at once.
        return self._perform(work, "BEGIN IMMEDIATE")

    def _perform(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        """Do one transaction; when the file turns out damaged or not writable, handle that and repeat it."""
        for _ in range(2):
            try:
                with self._connection() as db, _transaction(db, begin):
                    return work(db)
            except sqlite3.DatabaseError as error:
                if not self._handle(error):
                    raise
        with self._connection() as db, _transaction(db, begin):
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
        if found is not None and found[0] == self._identity == _identity(self.path):
            return found[1]
        with self._lock:
            if self._memory is None and _identity(self.path) != self._identity:
                # Somebody moved or deleted the file, or another process set a damaged one aside.
                self._open()
            if self._memory is not None:
                return None
            found = self._connections.get(thread)
            if found is not None and found[0] == self._identity:
                return found[1]
            self._close_dead()
            return self._adopt(_connect(self.path))

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
        if _is_no_database(self.path):
            raise _corrupt("file is not a database")
        db = _connect(self.path)
        try:
            _prepare(db)
        except BaseException:
            db.close()
            raise
        self._identity = _identity(self.path)
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
            with _repair_lock(self.path):
                if _damaged(self.path):  # else another process has done it
                    moved = _rename_aside(self.path)
                    self.notice = (
                        f"The progress file was damaged. It is kept as {moved.name} in {moved.parent},"
                        " and the course goes on with a new one."
                    )
                self._open_file()
        except (OSError, sqlite3.Error, _NewerDatabase) as error:
            self._open_memory(f"it is damaged and cannot be replaced ({error})")

    def _open_memory(self, reason: str, copy: bool = True) -> sqlite3.Connection:
        """Go on in memory, with what can be read of the file, and say so."""
        self._close_own()
        self.notice = (
            "Progress is kept in memory only and is lost when the course ends:"
            f" {self.path} is not used, because {reason}."
        )
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._memory.close).atexit = False
        if copy:
            _copy(self.path, self._memory)
        _migrate(self._memory)
        return self._memory


_NOT_WRITABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
)

_INSERT_ANSWER = (
    "INSERT INTO answers (uid, question, choice, confidence, is_right, answered_at)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING"
)
_SELECT_ANSWER = "SELECT question, choice, confidence, is_right, answered_at FROM answers"
_INSERT_RUN = (
    "INSERT INTO runs (uid, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING"
)
_SELECT_RUN = (
    "SELECT id, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report FROM runs"
)
_SELECT_LATEST_RUN = (
    "SELECT id, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report"
    " FROM latest_runs"
)
_RAISE_HINT = (
    "INSERT INTO hints (exercise, highest) VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest"
)
_INSERT_REVEAL = (
    "INSERT INTO reveals (exercise, revealed_at) VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET revealed_at = excluded.revealed_at WHERE excluded.revealed_at < revealed_at"
)
_RENEW_VISIT = (
    "INSERT INTO visits (lesson, step, visited_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET visited_at = excluded.visited_at WHERE excluded.visited_at > visited_at"
)
_INSERT_SOURCE = "INSERT INTO sources (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING"
_RENEW_SOURCE = (
    "INSERT INTO exercise_sources (exercise, hash, saved_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET saved_at = excluded.saved_at WHERE excluded.saved_at > saved_at"
)


# Rows


def digest(text: bytes) -> str:
    """Return the SHA-256 of a source, hexadecimal."""
    return hashlib.sha256(text).hexdigest()


def _uid() -> str:
    return uuid.uuid4().hex


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _stamp(db: sqlite3.Connection, newest_sql: str, *values: object) -> str:
    """Return the time of now, and later than the newest row even when the clock was set back."""
    now = _iso(datetime.now(UTC))
    newest = db.execute(newest_sql, values).fetchone()[0]
    if newest is None or newest < now:
        return now
    return _iso(datetime.fromisoformat(newest) + timedelta(microseconds=1))


def _answer(row: tuple[Any, ...], attempt: int) -> Answer:
    question, choice, confidence, right, at = row
    return Answer(question, tuple(json.loads(choice)), confidence, bool(right), attempt, at)


def _latest_answer(db: sqlite3.Connection, question: str) -> Answer | None:
    tail = "WHERE question = ? ORDER BY answered_at DESC, id DESC LIMIT 1"
    row = db.execute(f"{_SELECT_ANSWER} {tail}", (question,)).fetchone()
    if row is None:
        return None
    count = db.execute("SELECT count(*) FROM answers WHERE question = ?", (question,)).fetchone()[0]
    return _answer(row, count)


def _latest_answers(db: sqlite3.Connection, questions: tuple[str, ...]) -> dict[str, Answer]:
    """Return the latest answer to each question; one statement, because every page of a lesson asks."""
    marks = ", ".join("?" * len(questions))
    rows = db.execute(f"{_SELECT_ANSWER} WHERE question IN ({marks}) ORDER BY answered_at, id", questions)
    found: dict[str, Answer] = {}
    for row in rows:
        before = found.get(row[0])
        found[row[0]] = _answer(row, before.attempt + 1 if before else 1)
    return found


def _last_visit(db: sqlite3.Connection) -> tuple[str, str] | None:
    row = db.execute("SELECT lesson, step FROM visits ORDER BY visited_at DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else None


def _all_answers(db: sqlite3.Connection) -> list[Answer]:
    questions = db.execute("SELECT DISTINCT question FROM answers ORDER BY question").fetchall()
    return [answer for (question,) in questions if (answer := _latest_answer(db, question))]


def _run(row: tuple[Any, ...]) -> Run:
    id_, exercise, outcome, solved, *rest = row
    return Run(id_, exercise, outcome, bool(solved), *rest)


def _run_values(report: Report) -> tuple[str, str, int, int, int]:
    return report.exercise, report.outcome, int(report.solved), report.held, len(report.checks)


def _dump(report: Report) -> str:
    # ASCII escapes: a learner's output may hold half a surrogate pair, which SQLite cannot store.
    return json.dumps(report.to_dict(), separators=(",", ":"), default=str)


def _report(values: dict[str, Any]) -> Report:
    """Rebuild a report; fields that this version does not know are left out."""
    known = {f.name for f in fields(Report)}
    of_check = {f.name for f in fields(CheckResult)}
    checks = [{k: v for k, v in check.items() if k in of_check} for check in values["checks"]]
    return Report.from_dict({**{k: v for k, v in values.items() if k in known}, "checks": checks})


def _save_source(db: sqlite3.Connection, slug: str, text: bytes, at: str) -> str:
    name = digest(text)
    db.execute(_INSERT_SOURCE, (name, text))
    db.execute(_RENEW_SOURCE, (slug, name, at))
    return name


# The file


def _connect(path: Path) -> sqlite3.Connection:
    # The connections are closed from the thread that closes the store, hence check_same_thread.
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA synchronous = NORMAL")  # in WAL a killed process loses nothing that was committed
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def _transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
        raise


def _close_all(connections: dict[threading.Thread, tuple[_Identity | None, sqlite3.Connection]]) -> None:
    while connections:
        connections.popitem()[1][1].close()


def _prepare(db: sqlite3.Connection) -> None:
    """Check the file, switch it to WAL, bring its tables up to date, and make sure that it can be written."""
    if db.execute("PRAGMA user_version").fetchone()[0] > len(_versions()):
        raise _NewerDatabase
    _switch_to_wal(db)
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise _corrupt(found)
    _migrate(db)
    with _transaction(db, "BEGIN IMMEDIATE"):
        pass


def _corrupt(message: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(message)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _switch_to_wal(db: sqlite3.Connection) -> None:
    # This one statement does not wait for other processes by itself.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if (
                getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY
                or time.monotonic() > deadline
            ):
                raise
            time.sleep(0.02)


def versions(schema: str) -> tuple[str, ...]:
    """Return the schema's versions, oldest first, as SQL."""
    return tuple(re.split(r"^-- version \d+$", schema, flags=re.MULTILINE)[1:])


def _versions() -> tuple[str, ...]:
    return versions(SCHEMA.read_text(encoding="utf-8"))


def _migrate(db: sqlite3.Connection) -> None:
    """Play the versions that the database lacks, all or none."""
    wanted = _versions()
    if db.execute("PRAGMA user_version").fetchone()[0] == len(wanted):
        return
    with _transaction(db, "BEGIN IMMEDIATE"):
        # Asked again under the lock: another process may have been faster.
        present = db.execute("PRAGMA user_version").fetchone()[0]
        for version in wanted[present:]:
            for statement in _statements(version):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {max(present, len(wanted))}")


def _statements(sql: str) -> Iterator[str]:
    """Split SQL into statements; executescript would commit in the middle."""
    text = ""
    for line in sql.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text
            text = ""


def _identity(path: Path) -> _Identity | None:
    """Return what tells this file from another of the same name, None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_no_database(path: Path) -> bool:
    """Tell whether a file begins unlike a database. SQLite would say so too, and delete the log beside it."""
    try:
        with open(path, "rb") as file:
            return file.read(16) not in (b"", b"SQLite format 3\0")
    except OSError:
        return False


def _damaged(path: Path) -> bool:
    """Tell whether the file is no whole SQLite database."""
    if _is_no_database(path):
        return True
    try:
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error:
        return True
    try:
        return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    finally:
        db.close()


def _rename_aside(path: Path) -> Path:
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
def _repair_lock(path: Path) -> Iterator[None]:
    """Let one process at a time repair the file. The lock ends with the process."""
    with open(path.with_name(f"{path.stem}.repair"), "ab") as handle:
        _lock_whole(handle)
        yield


def _lock_whole(handle: IO[bytes]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


def _copy(path: Path, memory: sqlite3.Connection) -> None:
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


# Export and import


@dataclass(frozen=True)
class _Batch:
    """An export that was checked, as rows ready for the tables."""

    answers: tuple[tuple[Any, ...], ...]
    runs: tuple[tuple[Any, ...], ...]
    sources: tuple[tuple[str, bytes], ...]
    uses: tuple[tuple[str, str, str], ...]
    hints: tuple[tuple[str, int], ...]
    visits: tuple[tuple[str, str, str], ...]
    reveals: tuple[tuple[str, str], ...]


def _export(db: sqlite3.Connection) -> dict[str, Any]:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return db.execute(sql).fetchall()

    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "exported_at": _iso(datetime.now(UTC)),
        "answers": [
            {
                "uid": uid,
                "question": question,
                "choice": json.loads(choice),
                "confidence": confidence,
                "right": bool(right),
                "answered_at": at,
            }
            for uid, question, choice, confidence, right, at in rows(
                "SELECT uid, question, choice, confidence, is_right, answered_at FROM answers ORDER BY id"
            )
        ],
        "runs": [
            {"uid": uid, "source_hash": source, "door": door, "recorded_at": at, "report": json.loads(report)}
            for uid, source, door, at, report in rows(
                "SELECT uid, source_hash, door, recorded_at, report FROM runs ORDER BY id"
            )
        ],
        "sources": {
            name: _packed(text) for name, text in rows("SELECT hash, text FROM sources ORDER BY hash")
        },
        "exercise_sources": [
            {"exercise": slug, "hash": name, "saved_at": at}
            for slug, name, at in rows("SELECT exercise, hash, saved_at FROM exercise_sources ORDER BY 1, 2")
        ],
        "hints": dict(rows("SELECT exercise, highest FROM hints ORDER BY exercise")),
        "visits": [
            {"lesson": lesson, "step": step, "visited_at": at}
            for lesson, step, at in rows("SELECT lesson, step, visited_at FROM visits ORDER BY visited_at")
        ],
        "reveals": [
            {"exercise": slug, "revealed_at": at}
            for slug, at in rows("SELECT exercise, revealed_at FROM reveals ORDER BY exercise")
        ],
    }


def _packed(text: bytes) -> dict[str, str]:
    try:
        return {"text": text.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(text).decode("ascii")}


def _merge(db: sqlite3.Connection, batch: _Batch) -> ImportCounts:
    def add(sql: str, rows: Iterable[tuple[Any, ...]]) -> int:
        before = db.total_changes
        db.executemany(sql, rows)
        return db.total_changes - before

    sources = add(_INSERT_SOURCE, batch.sources)
    add(_RENEW_SOURCE, batch.uses)
    add(_INSERT_REVEAL, batch.reveals)
    return ImportCounts(
        answers=add(_INSERT_ANSWER, batch.answers),
        runs=add(_INSERT_RUN, batch.runs),
        sources=sources,
        hints=add(_RAISE_HINT, batch.hints),
        visits=add(_RENEW_VISIT, batch.visits),
    )


def _checked(values: object) -> _Batch:
    """Return an export as rows. Raises ValueError that names the place and what is wrong there."""
    whole = _mapping(values, "the file")
    if whole.get("format") != FORMAT:
        raise ValueError(f'This is no exported progress: "format" is not "{FORMAT}".')
    version = whole.get("version")
    if version != FORMAT_VERSION or isinstance(version, bool):
        raise ValueError(
            f"Exported progress of version {version!r} cannot be read here; this course reads version 1."
        )
    try:
        sources = _sources(whole)
        return _Batch(
            answers=tuple(_answer_row(*item) for item in _items(whole, "answers")),
            runs=tuple(_run_row(*item) for item in _items(whole, "runs")),
            sources=sources,
            uses=tuple(
                _use_row(*item, {name for name, _ in sources}) for item in _items(whole, "exercise_sources")
            ),
            hints=_hint_rows(whole),
            visits=tuple(_visit_row(*item) for item in _items(whole, "visits")),
            # Exports made before references could be looked at do not have this key.
            reveals=tuple(_reveal_row(*item) for item in _items({"reveals": [], **whole}, "reveals")),
        )
    except RecursionError:
        raise ValueError("The exported progress is nested too deeply to be one.") from None


def _mapping(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise ValueError(f"In exported progress, {place} must be a JSON object, not {_kind(value)}.")
    return value


def _items(whole: dict[str, Any], key: str) -> list[tuple[dict[str, Any], str]]:
    value = whole.get(key)
    if not isinstance(value, list):
        raise ValueError(f"In exported progress, {key} must be a list, not {_kind(value)}.")
    return [(_mapping(item, f"{key}[{n}]"), f"{key}[{n}]") for n, item in enumerate(value)]


def _kind(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        type(None): "missing or null",
    }
    return names.get(type(value), "a number")


def _text(item: dict[str, Any], key: str, place: str, empty: bool = False) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not (value or empty):
        raise ValueError(f"In exported progress, {place}.{key} must be a text, not {value!r:.60}.")
    return _storable(value, f"{place}.{key}")


def _storable(value: str, place: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"In exported progress, {place} holds half a surrogate pair.") from None
    return value


def _time(item: dict[str, Any], key: str, place: str) -> str:
    text = _text(item, key, place)
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("no offset")
        return _iso(moment)
    except (ValueError, OverflowError):
        raise ValueError(
            f"In exported progress, {place}.{key} must be an ISO 8601 time with offset, not {text!r:.60}."
        ) from None


def _answer_row(item: dict[str, Any], place: str) -> tuple[Any, ...]:
    choice = item.get("choice")
    if not isinstance(choice, list) or not all(isinstance(part, str) for part in choice):
        raise ValueError(f"In exported progress, {place}.choice must be a list of texts, not {choice!r:.60}.")
    if item.get("confidence") not in CONFIDENCES:
        raise ValueError(f'In exported progress, {place}.confidence must be "sure", "guessing" or "".')
    if not isinstance(item.get("right"), bool):
        raise ValueError(f"In exported progress, {place}.right must be true or false.")
    return (
        _text(item, "uid", place),
        _text(item, "question", place),
        json.dumps(choice),
        item["confidence"],
        int(item["right"]),
        _time(item, "answered_at", place),
    )


def _run_row(item: dict[str, Any], place: str) -> tuple[Any, ...]:
    values = _mapping(item.get("report"), f"{place}.report")
    try:
        report = _report(values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"In exported progress, {place}.report is no report of a run: {error}.") from None
    _check_types(report, f"{place}.report")
    _storable(report.exercise, f"{place}.report.exercise")
    return (
        _text(item, "uid", place),
        *_run_values(report),
        _text(item, "source_hash", place, empty=True),
        _text(item, "door", place),
        _time(item, "recorded_at", place),
        _dump(report),
    )


def _texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(part, str) for part in value)


#: Annotation of a report's field -> does the value fit?
_FITS: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Outcome": lambda value: value == "passed" or value in SEVERITY,
    "tuple[str, ...]": _texts,
    "tuple[tuple[str, str], ...]": lambda value: isinstance(value, tuple) and all(map(_texts, value)),
    "tuple[CheckResult, ...]": lambda value: isinstance(value, tuple),
    "dict[str, Any]": lambda value: isinstance(value, dict),
}


def _check_types(value: Report | CheckResult, place: str) -> None:
    """Make sure that a rebuilt report holds what its annotations say, so that no page fails on it later."""
    for spec in fields(value):
        if not _FITS[str(spec.type)](getattr(value, spec.name)):
            raise ValueError(f"In exported progress, {place}.{spec.name} does not have the type {spec.type}.")
    if isinstance(value, Report):
        for n, check in enumerate(value.checks):
            _check_types(check, f"{place}.checks[{n}]")


def _sources(whole: dict[str, Any]) -> tuple[tuple[str, bytes], ...]:
    found = []
    for name, packed in _mapping(whole.get("sources"), "sources").items():
        text = _unpacked(_mapping(packed, f"sources.{name}"), f"sources.{name}")
        if digest(text) != name:
            raise ValueError(f"In exported progress, sources.{name:.60} is not the SHA-256 of its text.")
        found.append((name, text))
    return tuple(found)


def _unpacked(packed: dict[str, Any], place: str) -> bytes:
    if "text" in packed:
        return _text(packed, "text", place, empty=True).encode("utf-8")
    try:
        return base64.b64decode(_text(packed, "base64", place, empty=True), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"In exported progress, {place} must hold text or base64.") from None


def _use_row(item: dict[str, Any], place: str, known: set[str]) -> tuple[str, str, str]:
    name = _text(item, "hash", place)
    if name not in known:
        raise ValueError(f"In exported progress, {place}.hash names no text of sources.")
    return _text(item, "exercise", place), name, _time(item, "saved_at", place)


def _hint_rows(whole: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    found = _mapping(whole.get("hints"), "hints")
    for slug, n in found.items():
        _storable(slug, "hints")
        if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= 99:
            raise ValueError(f"In exported progress, hints.{slug:.60} must be a number from 1 to 99.")
    return tuple(found.items())


def _visit_row(item: dict[str, Any], place: str) -> tuple[str, str, str]:
    return _text(item, "lesson", place), _text(item, "step", place), _time(item, "visited_at", place)


def _reveal_row(item: dict[str, Any], place: str) -> tuple[str, str]:
    return _text(item, "exercise", place), _time(item, "revealed_at", place)
