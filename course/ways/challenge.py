"""Challenge: ten questions about requests that were changed mechanically, up to this lesson."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.challenge.session import Challenge, Taking
from course.ways.way import Refused, Way, WayRequest


def build(asked: WayRequest) -> Challenge:
    """Return the start, ten questions, or a result, as the address asks."""
    return _taking(asked).look(asked.query, asked.reference())


def values(it: Challenge) -> dict[str, Any]:
    """Return the page as JSON-ready values; no key is among them before the answers are."""
    return challenge_values(it)


def challenge_values(it: Challenge) -> dict[str, Any]:
    """Return a challenge as JSON-ready values."""
    return {
        "next_seed": it.next_seed,
        "best": it.best.right if it.best else None,
        "questions": [{"asked": one.sentence, "options": list(one.options)} for one in it.questions],
        "right": it.result.right if it.result else None,
    }


def receive(asked: WayRequest, form: Mapping[str, str]) -> str:
    """Record the ten answers and lead to their result. Raises Refused without a seed."""
    try:
        return _taking(asked).take(form)
    except ValueError as error:
        raise Refused(str(error)) from None


def _taking(asked: WayRequest) -> Taking:
    slug = asked.lesson.outline.slug
    return Taking(asked.store, asked.library, slug, slug)


WAY = Way(
    id="challenge",
    name="Challenge",
    purpose="do",
    summary="Ten requests, half of them changed so that no lesson shows them. Say which code comes back.",
    build=build,
    values=values,
    receive=receive,
)
