"""Rows of the database as values, and values as rows."""

from __future__ import annotations

import json
import sqlite3
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from course.values.progress import Answer, Run, digest
from course.values.report import Report

INSERT_ANSWER = (
    "INSERT INTO answers (uid, question, choice, confidence, is_right, answered_at)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING"
)
SELECT_ANSWER = "SELECT question, choice, confidence, is_right, answered_at FROM answers"
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
    return uuid.uuid4().hex


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def stamp(db: sqlite3.Connection, newest_sql: str, *values: object) -> str:
    """Return the time of now, and later than the newest row even when the clock was set back."""
    now = iso(datetime.now(UTC))
    newest = db.execute(newest_sql, values).fetchone()[0]
    if newest is None or newest < now:
        return now
    return iso(datetime.fromisoformat(newest) + timedelta(microseconds=1))


def answer_of(row: tuple[Any, ...], attempt: int) -> Answer:
    question, choice, confidence, right, at = row
    return Answer(question, tuple(json.loads(choice)), confidence, bool(right), attempt, at)


def _latest_answer(db: sqlite3.Connection, question: str) -> Answer | None:
    tail = "WHERE question = ? ORDER BY answered_at DESC, id DESC LIMIT 1"
    row = db.execute(f"{SELECT_ANSWER} {tail}", (question,)).fetchone()
    if row is None:
        return None
    count = db.execute("SELECT count(*) FROM answers WHERE question = ?", (question,)).fetchone()[0]
    return answer_of(row, count)


def latest_answers(db: sqlite3.Connection, questions: tuple[str, ...]) -> dict[str, Answer]:
    """Return the latest answer to each question; one statement, because every page of a lesson asks."""
    marks = ", ".join("?" * len(questions))
    rows = db.execute(f"{SELECT_ANSWER} WHERE question IN ({marks}) ORDER BY answered_at, id", questions)
    found: dict[str, Answer] = {}
    for row in rows:
        before = found.get(row[0])
        found[row[0]] = answer_of(row, before.attempt + 1 if before else 1)
    return found


def last_visit(db: sqlite3.Connection) -> tuple[str, str] | None:
    row = db.execute("SELECT lesson, step FROM visits ORDER BY visited_at DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else None


def all_answers(db: sqlite3.Connection) -> list[Answer]:
    questions = db.execute("SELECT DISTINCT question FROM answers ORDER BY question").fetchall()
    return [answer for (question,) in questions if (answer := _latest_answer(db, question))]


def run_of(row: tuple[Any, ...]) -> Run:
    id_, exercise, outcome, solved, *rest = row
    return Run(id_, exercise, outcome, bool(solved), *rest)


def run_values(report: Report) -> tuple[str, str, int, int, int]:
    return report.exercise, report.outcome, int(report.solved), report.held, len(report.checks)


def dump(report: Report) -> str:
    # ASCII escapes: a learner's output may hold half a surrogate pair, which SQLite cannot store.
    return json.dumps(report.to_dict(), separators=(",", ":"), default=str)


def save_source(db: sqlite3.Connection, slug: str, text: bytes, at: str) -> str:
    name = digest(text)
    db.execute(INSERT_SOURCE, (name, text))
    db.execute(RENEW_SOURCE, (slug, name, at))
    return name
