"""When a card comes back: FSRS over its reviews. Pure: the same reviews and the same now, the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from course.values.recall import RATINGS, Review

if TYPE_CHECKING:
    import fsrs


@cache
def _scheduler() -> fsrs.Scheduler:
    # Loaded with the first review, not with the site. Without fuzz, because the log must give the same again.
    import fsrs

    return fsrs.Scheduler(enable_fuzzing=False)


def due_after(reviews: Iterable[Review], now: datetime) -> tuple[datetime, datetime]:
    """Return when a card is due after its reviews, and when it was reviewed last.

    A review from the future was made while the clock was wrong; it counts as made now.
    """
    card = _card(reviews, now)
    return card.due, card.last_review or now


def intervals(reviews: Iterable[Review], now: datetime) -> dict[int, timedelta]:
    """Return after which time a card comes back for each rating that could be given now."""
    import fsrs

    card = _card(reviews, now)
    return {
        rating: _scheduler().review_card(card, fsrs.Rating(rating), now)[0].due - now for rating in RATINGS
    }


def _card(reviews: Iterable[Review], now: datetime) -> fsrs.Card:
    import fsrs

    card = fsrs.Card(card_id=1, due=now)
    for review in sorted(reviews, key=lambda review: review.reviewed_at):
        at = min(datetime.fromisoformat(review.reviewed_at).astimezone(UTC), now)
        card, _ = _scheduler().review_card(card, fsrs.Rating(review.rating), at)
    return card
