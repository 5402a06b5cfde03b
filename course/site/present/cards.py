"""A card to recall as a page draws it: its app and exchanges, and what is due by lesson."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from course.site.present.listings import Shelf, Source
from course.site.present.wires import Wire, wires_before, wires_of
from course.values.lesson import LessonOutline, Panel
from course.values.recall import Card, Reason


@dataclass(frozen=True)
class Evidence:
    """The code and the exchanges that a card is about."""

    source: Source | None
    wires: tuple[Wire, ...]


@dataclass(frozen=True)
class DueLesson:
    """What of one lesson is due."""

    slug: str
    title: str
    number: int
    count: int
    #: "2 sure and wrong, 1 guessed"
    words: str


def asked_evidence(panel: Panel | None) -> Evidence:
    """Return code and exchanges of a panel without its last answer."""
    return Evidence(Shelf().show(panel), wires_before(panel)) if panel else Evidence(None, ())


def told_evidence(panel: Panel | None) -> Evidence:
    """Return code and exchanges of a panel."""
    return Evidence(Shelf().show(panel, told=True), wires_of(panel)) if panel else Evidence(None, ())


def due_by_lesson(cards: Sequence[Card], outlines: Iterable[LessonOutline]) -> tuple[DueLesson, ...]:
    """Return what is due of each lesson, in teaching order; `cards` are due."""
    found = []
    for outline in outlines:
        mine = [card for card in cards if card.lesson == outline.slug]
        if mine:
            count = Counter(card.reason for card in mine)
            words = ", ".join(f"{count[reason]} {reason}" for reason in get_args(Reason) if count[reason])
            found.append(DueLesson(outline.slug, outline.title, outline.number, len(mine), words))
    return tuple(found)
