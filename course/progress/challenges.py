"""Finished challenges as rows, and rows as values."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from course.progress.rows import utc_now
from course.values.challenge import Given, Result

INSERT_CHALLENGE = (
    "INSERT INTO challenges (uid, scope, seed, seconds, answers, taken_at) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (uid) DO NOTHING"
)
SELECT_CHALLENGE = "SELECT uid, scope, seed, seconds, answers, taken_at FROM challenges"


def add_challenge(db: sqlite3.Connection, result: Result) -> None:
    """Add a finished challenge; one with the same uid stays as it is."""
    answers = json.dumps([[given.question, given.key, given.said] for given in result.answers])
    row = (result.uid, result.scope, result.seed, result.seconds, answers, utc_now())
    db.execute(INSERT_CHALLENGE, row)


def challenges(db: sqlite3.Connection) -> tuple[Result, ...]:
    """Return every finished challenge, oldest first."""
    return tuple(map(result_of, db.execute(f"{SELECT_CHALLENGE} ORDER BY taken_at, id")))


def result_of(row: tuple[Any, ...]) -> Result:
    """Return a row of SELECT_CHALLENGE as a value."""
    uid, scope, seed, seconds, answers, at = row
    return Result(uid, scope, seed, tuple(Given(*one) for one in json.loads(answers)), seconds, at)


def is_answers(value: object) -> bool:
    """Tell whether a value is the list of answers of a challenge as it is stored."""
    return isinstance(value, list) and all(
        isinstance(one, list)
        and len(one) == 3
        and isinstance(one[0], str)
        and all(type(code) is int and 0 <= code <= 999 for code in one[1:])
        for one in value
    )
