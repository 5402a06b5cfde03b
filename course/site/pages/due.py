"""How many answers are due, for the pages that only say so."""

from __future__ import annotations

from datetime import UTC, datetime

from course.recall.deck import cards_of_mistakes, due_mistakes
from course.site.http.services import services
from course.values.recall import Card


def due_cards(lesson: str = "") -> tuple[Card, ...]:
    """Return the mistakes that are due, in the whole course or in one lesson.

    The reference is not read for it: what was taught and never asked is counted on the page of Recall only.
    """
    store = services().store
    mistakes = cards_of_mistakes(store.answered(), store.challenges(), services().known_outlines())
    due = due_mistakes(mistakes, store.schedules(), datetime.now(UTC))
    return tuple(card for card in due if lesson in ("", card.lesson))
