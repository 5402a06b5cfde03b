"""Progress as one JSON file: written, and merged into a database."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from course.progress.challenges import INSERT_CHALLENGE, SELECT_CHALLENGE
from course.progress.reviews import INSERT_REVIEW, reschedule_new
from course.progress.rows import (
    ANSWER,
    INSERT_ANSWER,
    INSERT_REASON,
    INSERT_REVEAL,
    INSERT_RUN,
    INSERT_SOURCE,
    RAISE_HINT,
    RENEW_SOURCE,
    RENEW_VISIT,
    utc_now,
)
from course.values.progress import ImportCounts

#: Name and version of the exported file.
FORMAT = "http-status-codes-course progress"
FORMAT_VERSION = 2
#: Versions that can be read: 1 had no reviews, challenges and reasons.
READABLE = (1, 2)


@dataclass(frozen=True)
class Batch:
    """An export that was checked, as rows ready for the tables."""

    answers: tuple[tuple[Any, ...], ...]
    runs: tuple[tuple[Any, ...], ...]
    sources: tuple[tuple[str, bytes], ...]
    uses: tuple[tuple[str, str, str], ...]
    hints: tuple[tuple[str, int], ...]
    visits: tuple[tuple[str, str, str], ...]
    reveals: tuple[tuple[str, str], ...]
    reviews: tuple[tuple[Any, ...], ...] = ()
    challenges: tuple[tuple[Any, ...], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


def export_document(db: sqlite3.Connection) -> dict[str, Any]:
    """Return everything in the tables as JSON-ready values."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return db.execute(sql).fetchall()

    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "exported_at": utc_now(),
        "answers": [
            {
                "uid": uid,
                "question": question,
                "choice": json.loads(choice),
                "confidence": confidence,
                "right": bool(right),
                "answered_at": at,
                "why": why,
            }
            for uid, question, choice, confidence, right, at, why in rows(
                f"SELECT uid, {ANSWER} FROM answers ORDER BY id"  # noqa: S608 - our own names
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
        "reviews": [
            {"uid": uid, "card": card, "rating": rating, "reviewed_at": at}
            for uid, card, rating, at in rows(
                "SELECT uid, card, rating, reviewed_at FROM reviews ORDER BY id"
            )
        ],
        "challenges": [
            {
                "uid": uid,
                "scope": scope,
                "seed": seed,
                "seconds": seconds,
                "answers": json.loads(answers),
                "taken_at": at,
            }
            for uid, scope, seed, seconds, answers, at in rows(f"{SELECT_CHALLENGE} ORDER BY id")
        ],
    }


def _packed(text: bytes) -> dict[str, str]:
    try:
        return {"text": text.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(text).decode("ascii")}


def merge_batch(db: sqlite3.Connection, batch: Batch) -> ImportCounts:
    """Merge an export into the tables and return how many rows were added or changed, by kind."""

    def add(sql: str, rows: Iterable[tuple[Any, ...]]) -> int:
        # Not total_changes: it counts what triggers do, too.
        return max(0, db.executemany(sql, rows).rowcount)

    sources = add(INSERT_SOURCE, batch.sources)
    add(RENEW_SOURCE, batch.uses)
    add(INSERT_REVEAL, batch.reveals)
    add(INSERT_REASON, batch.reasons)
    reviews = add(INSERT_REVIEW, batch.reviews)
    reschedule_new(db)
    return ImportCounts(
        answers=add(INSERT_ANSWER, batch.answers),
        runs=add(INSERT_RUN, batch.runs),
        sources=sources,
        hints=add(RAISE_HINT, batch.hints),
        visits=add(RENEW_VISIT, batch.visits),
        reviews=reviews,
        challenges=add(INSERT_CHALLENGE, batch.challenges),
    )


def copy_rows(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Merge the rows of one database of the course into another one, which has all tables."""
    merge_batch(
        target,
        Batch(
            answers=_rows(source, "uid, question, choice, confidence, is_right, answered_at", "answers"),
            runs=_rows(
                source,
                "uid, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report",
                "runs",
            ),
            sources=_rows(source, "hash, text", "sources"),
            uses=_rows(source, "exercise, hash, saved_at", "exercise_sources"),
            hints=_rows(source, "exercise, highest", "hints"),
            visits=_rows(source, "lesson, step, visited_at", "visits"),
            reveals=_rows(source, "exercise, revealed_at", "reveals"),
            reviews=_rows(source, "uid, card, rating, reviewed_at", "reviews"),
            reasons=_rows(source, "answer, text", "reasons"),
            challenges=_rows(source, "uid, scope, seed, seconds, answers, taken_at", "challenges"),
        ),
    )


def _rows(db: sqlite3.Connection, columns: str, table: str) -> tuple[Any, ...]:
    order = "id" if table in ("answers", "runs", "reviews", "challenges") else "1"
    return tuple(db.execute(f"SELECT {columns} FROM {table} ORDER BY {order}"))  # noqa: S608 - our own names
