"""What was recorded, summed up: first answers, mistakes, and what an exercise took."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from course.progress.rows import ANSWER, answer_of
from course.values.progress import Answer, Effort, Slip, Tally

#: Hops from question to question over the index, so the cost grows with the questions, not with the answers.
SELECT_FIRST_ANSWERS = f"""
WITH RECURSIVE hop (question) AS (
    SELECT min(question) FROM answers
    UNION ALL
    SELECT (SELECT min(question) FROM answers WHERE question > hop.question) FROM hop
    WHERE hop.question IS NOT NULL
)
SELECT {ANSWER} FROM hop JOIN answers ON answers.id = (
    SELECT id FROM answers WHERE question = hop.question ORDER BY answered_at, id LIMIT 1
)
ORDER BY answered_at
"""  # noqa: S608 - our own names
SELECT_SLIPS = """
SELECT question, choice, count(*) FROM answers WHERE is_right = 0 GROUP BY question, choice ORDER BY 1, 2
"""
#: What a check said first may be the stub's doing, and so may what it says once it gets further than before.
#: The learner's is a wrong code where the check held before, or where another one was sent before.
SELECT_STATUS_SYMPTOMS = """
SELECT CAST(substr(symptom, 17, 3) AS INTEGER), CAST(substr(symptom, 8, 3) AS INTEGER)
FROM check_symptoms AS mine
WHERE symptom GLOB 'status [0-9][0-9][0-9], not [0-9][0-9][0-9]' AND EXISTS (
    SELECT 1 FROM check_symptoms AS before WHERE before.exercise = mine.exercise AND before.test = mine.test
    AND before.seen_at < mine.seen_at
    AND (before.symptom = '' OR before.symptom GLOB 'status [0-9][0-9][0-9]' || substr(mine.symptom, 11))
)
"""


def tally(db: sqlite3.Connection) -> Tally:
    """Return what the tables hold, summed up."""
    pairs = Counter((expected, sent) for expected, sent in db.execute(SELECT_STATUS_SYMPTOMS))
    return Tally(first_answers(db), slips(db), dict(pairs), tuple(_efforts(db)))


def tally_of_answers(db: sqlite3.Connection) -> Tally:
    """Return the part of it that is about answers; many pages ask for no more."""
    return Tally(first_answers(db), slips(db))


def first_answers(db: sqlite3.Connection) -> tuple[Answer, ...]:
    """Return the first answer to every question that has one, oldest first."""
    return tuple(answer_of(row, 1) for row in db.execute(SELECT_FIRST_ANSWERS))


def slips(db: sqlite3.Connection) -> tuple[Slip, ...]:
    """Return every wrong choice with how often it was made."""
    rows = db.execute(SELECT_SLIPS)
    return tuple(Slip(tuple(json.loads(choice)), question, times) for question, choice, times in rows)


def _efforts(db: sqlite3.Connection) -> Iterator[Effort]:
    solved = db.execute("SELECT DISTINCT exercise FROM runs WHERE solved = 1 ORDER BY exercise").fetchall()
    for (exercise,) in solved:
        yield _effort(db, exercise)


def _effort(db: sqlite3.Connection, exercise: str) -> Effort:
    first = db.execute("SELECT min(recorded_at) FROM runs WHERE exercise = ?", (exercise,)).fetchone()[0]
    solved_at, report = db.execute(
        "SELECT recorded_at, json_extract(report, '$.extra.checks') FROM runs"
        " WHERE exercise = ? AND solved = 1 ORDER BY recorded_at, id LIMIT 1",
        (exercise,),
    ).fetchone()
    upto = "SELECT count(*) FROM runs WHERE exercise = ? AND recorded_at <= ?"
    count = db.execute(upto, (exercise, solved_at)).fetchone()[0]
    return Effort(exercise, count, first, solved_at, str(report or ""))
