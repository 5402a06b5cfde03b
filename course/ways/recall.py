"""Recall: the cards of one lesson that are due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.recall.session import Recall, Session
from course.values.numbers import number_of
from course.values.recall import RATINGS
from course.ways.way import Refused, Way, WayRequest


def build(asked: WayRequest) -> Session:
    """Return the first card that is due, and its answer when the address asks for it."""
    return _cards(asked).look(asked.query.get("show", ""))


def values(it: Session) -> dict[str, Any]:
    """Return what is due as JSON-ready values; nothing of an answer is among them."""
    new = it.due.new
    return {"due": len(it.due.cards) - new, "new": new, "card": it.card.id if it.card else None}


def receive(asked: WayRequest, form: Mapping[str, str]) -> str:
    """Record how well a card was known. Raises Refused without a rating."""
    rating, seen = number_of(form.get("rating", "")) or 0, number_of(form.get("seen", ""))
    if rating not in RATINGS:
        raise Refused("Say how well you knew it: again, hard, good or easy.")
    _cards(asked).rate(form.get("card", ""), rating, -1 if seen is None else seen)
    return ""


def _cards(asked: WayRequest) -> Recall:
    slug = asked.lesson.outline.slug
    return Recall(asked.store, asked.library, asked.reference, asked.links, slug)


WAY = Way(
    id="recall",
    name="Recall",
    purpose="keep",
    summary="What you answered wrong or guessed here, again when you are about to forget it.",
    build=build,
    values=values,
    receive=receive,
)
