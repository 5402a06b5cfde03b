"""Reviews of cards, and the schedule that follows from them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from course.progress.rows import iso, new_uid
from course.progress.scheduling import due_after
from course.values.recall import Review, Schedule

INSERT_REVIEW = (
    "INSERT INTO reviews (uid, card, rating, reviewed_at) VALUES (?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING"
)
SELECT_UNSCHEDULED = """
SELECT card FROM reviews LEFT JOIN schedules USING (card)
GROUP BY card HAVING count(*) <> coalesce(max(schedules.reviews), 0)
"""


def add_review(db: sqlite3.Connection, card: str, rating: int, seen: int) -> bool:
    """Add a review, unless the card was reviewed since its reader saw it `seen` times; tell whether."""
    schedule = schedule_of(db, card)
    if (schedule.reviews if schedule else 0) != seen:
        return False
    now = datetime.now(UTC)
    db.execute(INSERT_REVIEW, (new_uid(), card, rating, iso(now)))
    reschedule(db, card, now)
    return True


def reschedule(db: sqlite3.Connection, card: str, now: datetime) -> None:
    """Compute from its reviews when a card is due."""
    reviews = reviews_of(db, card)
    due, last = due_after(reviews, now)
    db.execute(
        "INSERT OR REPLACE INTO schedules (card, due, last_review, reviews) VALUES (?, ?, ?, ?)",
        (card, iso(due), iso(last), len(reviews)),
    )


def reschedule_new(db: sqlite3.Connection) -> None:
    """Compute when cards are due whose reviews came from elsewhere."""
    now = datetime.now(UTC)
    for (card,) in db.execute(SELECT_UNSCHEDULED).fetchall():
        reschedule(db, card, now)


def reviews_of(db: sqlite3.Connection, card: str) -> tuple[Review, ...]:
    """Return the reviews of a card, oldest first."""
    rows = db.execute("SELECT card, rating, reviewed_at FROM reviews WHERE card = ? ORDER BY 3, id", (card,))
    return tuple(Review(*row) for row in rows)


def schedule_of(db: sqlite3.Connection, card: str) -> Schedule | None:
    """Return when a card comes back, None before its first review."""
    sql = "SELECT card, due, last_review, reviews FROM schedules WHERE card = ?"
    row = db.execute(sql, (card,)).fetchone()
    return Schedule(*row) if row else None


def schedules(db: sqlite3.Connection) -> dict[str, Schedule]:
    """Return when every reviewed card comes back, by card."""
    rows = db.execute("SELECT card, due, last_review, reviews FROM schedules")
    return {row[0]: Schedule(*row) for row in rows}


def begun_since(db: sqlite3.Connection, moment: str) -> int:
    """Return how many cards had their first review at or after a moment."""
    sql = "SELECT count(*) FROM (SELECT min(reviewed_at) AS at FROM reviews GROUP BY card) WHERE at >= ?"
    return int(db.execute(sql, (moment,)).fetchone()[0])
