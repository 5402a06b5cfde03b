"""Rows of the database as values, and values as rows."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from course.values.progress import Answer, Confidence, LessonProgress, Run, digest
from course.values.report import Report

INSERT_ANSWER = (
    "INSERT INTO answers (uid, question, choice, confidence, is_right, answered_at)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING"
)
#: Columns of an answer, with what its learner wrote.
ANSWER = (
    "answers.question, choice, confidence, is_right, answered_at,"
    " coalesce((SELECT text FROM reasons WHERE answer = answers.uid), '')"
)
SELECT_ANSWER = f"SELECT {ANSWER} FROM answers"  # noqa: S608 - our own names
#: What a row of select_lesson is.
OPENED, LAST, ANSWERED = range(3)
INSERT_REASON = "INSERT INTO reasons (answer, text) VALUES (?, ?) ON CONFLICT DO NOTHING"
INSERT_RUN = (
    "INSERT INTO runs (uid, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING"
)
SELECT_RUN = (
    "SELECT id, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report FROM runs"
)
SELECT_LATEST_RUN = (
    "SELECT id, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report"
    " FROM latest_runs"
)
RAISE_HINT = (
    "INSERT INTO hints (exercise, highest) VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest"
)
INSERT_REVEAL = (
    "INSERT INTO reveals (exercise, revealed_at) VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET revealed_at = excluded.revealed_at WHERE excluded.revealed_at < revealed_at"
)
RENEW_VISIT = (
    "INSERT INTO visits (lesson, step, visited_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET visited_at = excluded.visited_at WHERE excluded.visited_at > visited_at"
)
INSERT_SOURCE = "INSERT INTO sources (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING"
RENEW_SOURCE = (
    "INSERT INTO exercise_sources (exercise, hash, saved_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET saved_at = excluded.saved_at WHERE excluded.saved_at > saved_at"
)


def new_uid() -> str:
    """Return a name for a row that no other machine gives."""
    return uuid.uuid4().hex


def iso(moment: datetime) -> str:
    """Return a moment as the tables hold it: ISO 8601 in UTC with microseconds, so that it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def utc_now() -> str:
    """Return the current time as the tables hold it."""
    return iso(datetime.now(UTC))


def time_after(db: sqlite3.Connection, newest_sql: str, *values: object) -> str:
    """Return the time of now, and later than the newest row even when the clock was set back."""
    now = utc_now()
    newest = db.execute(newest_sql, values).fetchone()[0]
    if newest is None or newest < now:
        return now
    try:
        return iso(datetime.fromisoformat(newest) + timedelta(microseconds=1))
    except (ValueError, OverflowError):  # the end of the calendar: the order of the ids decides
        return str(newest)


def answer_of(row: tuple[Any, ...], attempt: int) -> Answer:
    """Return a row of SELECT_ANSWER as a value."""
    question, choice, confidence, right, at, why = row
    return Answer(question, tuple(json.loads(choice)), confidence, bool(right), attempt, at, why)


def add_answer(
    db: sqlite3.Connection,
    question: str,
    choice: tuple[str, ...],
    confidence: Confidence,
    right: bool,
    why: str = "",
) -> int:
    """Add an answer, with why its learner thinks so, and return which attempt it is, counted from 1."""
    at = time_after(db, "SELECT max(answered_at) FROM answers WHERE question = ?", question)
    uid = new_uid()
    db.execute(INSERT_ANSWER, (uid, question, json.dumps(list(choice)), confidence, int(right), at))
    if why:
        db.execute(INSERT_REASON, (uid, why))
    return _attempts(db, question)


def _attempts(db: sqlite3.Connection, question: str) -> int:
    count: int = db.execute("SELECT count(*) FROM answers WHERE question = ?", (question,)).fetchone()[0]
    return count


def answers_to(db: sqlite3.Connection, question: str) -> tuple[Answer, ...]:
    """Return every answer to a question, oldest first."""
    rows = db.execute(f"{SELECT_ANSWER} WHERE question = ? ORDER BY answered_at, id", (question,))
    return tuple(answer_of(row, attempt) for attempt, row in enumerate(rows, 1))


def latest_answers(db: sqlite3.Connection, questions: tuple[str, ...]) -> dict[str, Answer]:
    """Return the latest answer to each question."""
    marks = ", ".join("?" * len(questions))
    tail = f"WHERE question IN ({marks}) ORDER BY answered_at, id"
    return _latest(db.execute(f"{SELECT_ANSWER} {tail}", questions))


def _latest(rows: Iterable[tuple[Any, ...]]) -> dict[str, Answer]:
    """Return the last answer to each question from rows of SELECT_ANSWER, oldest first."""
    found: dict[str, Answer] = {}
    for row in rows:
        before = found.get(row[0])
        found[row[0]] = answer_of(row, before.attempt + 1 if before else 1)
    return found


def all_answers(db: sqlite3.Connection) -> list[Answer]:
    """Return the latest answer to every question that has one."""
    questions = db.execute("SELECT DISTINCT question FROM answers ORDER BY question").fetchall()
    return [answer for (question,) in questions if (answer := _latest_answer(db, question))]


def _latest_answer(db: sqlite3.Connection, question: str) -> Answer | None:
    tail = "WHERE question = ? ORDER BY answered_at DESC, id DESC LIMIT 1"
    row = db.execute(f"{SELECT_ANSWER} {tail}", (question,)).fetchone()
    return answer_of(row, _attempts(db, question)) if row else None


def run_of(row: tuple[Any, ...]) -> Run:
    """Return a row of SELECT_RUN as a value."""
    id_, exercise, outcome, solved, *rest = row
    return Run(id_, exercise, outcome, bool(solved), *rest)


def run_values(report: Report) -> tuple[str, str, int, int, int]:
    """Return what the table of runs holds of a report in columns of its own, from exercise to total."""
    return report.exercise, report.outcome, int(report.solved), report.held, len(report.checks)


def dump(report: Report) -> str:
    """Return a report as JSON in ASCII."""
    # A learner's output may hold half a surrogate pair, which SQLite cannot store unescaped.
    return json.dumps(report.to_dict(), separators=(",", ":"), default=str)


def add_run(db: sqlite3.Connection, report: Report, source: bytes | None, door: str) -> int:
    """Add a grading run, and its source once, and return the run's id."""
    at = time_after(db, "SELECT max(recorded_at) FROM runs WHERE exercise = ?", report.exercise)
    if source is not None:
        save_source(db, report.exercise, source, at)
    graded = report.source_hash or digest(source)
    cursor = db.execute(INSERT_RUN, (new_uid(), *run_values(report), graded, door, at, dump(report)))
    assert cursor.lastrowid is not None  # noqa: S101 - an INSERT that did not raise has one
    return cursor.lastrowid


def keep_source(db: sqlite3.Connection, slug: str, text: bytes) -> str:
    """Save a text as the newest of an exercise and return its hash."""
    at = time_after(db, "SELECT max(saved_at) FROM exercise_sources WHERE exercise = ?", slug)
    return save_source(db, slug, text, at)


def save_source(db: sqlite3.Connection, slug: str, text: bytes, at: str) -> str:
    """Save a text of an exercise, the bytes once, and return its hash."""
    name = digest(text)
    db.execute(INSERT_SOURCE, (name, text))
    db.execute(RENEW_SOURCE, (slug, name, at))
    return name


def add_visit(db: sqlite3.Connection, lesson: str, step: str) -> None:
    """Make a step the one opened last."""
    db.execute(RENEW_VISIT, (lesson, step, time_after(db, "SELECT max(visited_at) FROM visits")))


def last_visit(db: sqlite3.Connection) -> tuple[str, str] | None:
    """Return lesson and step opened last, None before the first visit."""
    row = db.execute("SELECT lesson, step FROM visits ORDER BY visited_at DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else None


@lru_cache(maxsize=64)
def select_lesson(questions: int) -> str:
    """Return what reads a lesson's progress: every page of a lesson asks, so it is one statement.

    Its values are the lesson and that many questions. `progress_of` reads its rows.
    """
    marks = ", ".join("?" * questions)
    return (
        f"SELECT {OPENED}, lesson, step, NULL, NULL, NULL, NULL, NULL FROM visits WHERE lesson = ?"  # noqa: S608
        f" UNION ALL SELECT {LAST}, lesson, step, NULL, NULL, NULL, NULL, NULL"
        " FROM (SELECT lesson, step FROM visits ORDER BY visited_at DESC LIMIT 1)"
        f" UNION ALL SELECT {ANSWERED}, {ANSWER}, id FROM answers WHERE question IN ({marks})"
        " ORDER BY 1, 6, 8"  # answers by their time, then by their id
    )


def progress_of(rows: list[tuple[Any, ...]]) -> LessonProgress:
    """Return the rows of select_lesson as a value."""
    answers = _latest(row[1:7] for row in rows if row[0] == ANSWERED)
    opened = frozenset(row[2] for row in rows if row[0] == OPENED)
    last = next(((row[1], row[2]) for row in rows if row[0] == LAST), None)
    return LessonProgress(answers, opened, last)
