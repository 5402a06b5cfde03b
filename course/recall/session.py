"""One look at the cards: what is due, the card that is asked, and its answer once somebody asked for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from course.lessons.library import Library
from course.progress.rows import iso
from course.progress.scheduling import intervals
from course.progress.store import Store
from course.recall.deck import Due, begun, cards_of_lessons, cards_of_mistakes, due
from course.recall.faces import Back, Desk, Front
from course.reference.entries import Reference
from course.values.links import Links
from course.values.recall import RATINGS, Card, Schedule

#: Seconds that a card takes, about.
SECONDS = 40


@dataclass(frozen=True)
class Choice:
    """A rating that can be given, and when the card comes back then."""

    rating: int
    name: str
    after: str


@dataclass(frozen=True)
class Session:
    """What a page or a terminal shows."""

    due: Due
    #: None when nothing is due.
    card: Card | None = None
    front: Front | None = None
    #: None until somebody wants to see it.
    back: Back | None = None
    choices: tuple[Choice, ...] = ()
    #: Number of reviews that the card has had.
    seen: int = 0
    href: str = ""
    label: str = ""

    @property
    def minutes(self) -> int:
        """Return about how long everything that is due takes."""
        return max(1, round(len(self.due.cards) * SECONDS / 60))

    @property
    def misled(self) -> int:
        """Return how many of the due cards were answered sure and wrong."""
        return sum(card.reason == "sure and wrong" for card in self.due.cards)


@dataclass(frozen=True)
class Recall:
    """The cards of one learner; `lesson` narrows them to those of one lesson."""

    store: Store
    library: Library
    reference: Callable[[], Reference]
    links: Links
    lesson: str = ""

    def due(self, now: datetime | None = None) -> Due:
        """Return what there is to recall now."""
        return self._due(self.store.schedules(), now or datetime.now(UTC))

    def _due(self, schedules: Mapping[str, Schedule], now: datetime) -> Due:
        tally, outlines, reference = self.store.answered(), self.library.outlines(), self.reference()
        known = begun(outlines, {answer.question for answer in tally.first})
        midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return due(
            self._of_lesson(cards_of_mistakes(tally, self.store.challenges(), outlines)),
            self._of_lesson(cards_of_lessons(known, reference)),
            schedules,
            now,
            self.store.cards_begun(iso(midnight)),
        )

    def _of_lesson(self, cards: Sequence[Card]) -> tuple[Card, ...]:
        return tuple(card for card in cards if self.lesson in ("", card.lesson))

    def look(self, wanted: str = "", now: datetime | None = None) -> Session:
        """Return the first card that is due; `wanted` is the id of a due card whose answer is to be shown."""
        now = now or datetime.now(UTC)
        schedules = self.store.schedules()
        found = self._due(schedules, now)
        desk = Desk(self.library, self.reference(), self.links)
        asked = sorted(found.cards, key=lambda card: card.id != wanted) if wanted else found.cards
        for card in asked:
            face = desk.face(card)
            if face is not None:
                seen = schedules[card.id].reviews if card.id in schedules else 0
                shown = card.id == wanted
                choices = self.choices(card, now) if shown else ()
                back = face.back if shown else None
                return Session(found, card, face.front, back, choices, seen, face.href, face.label)
        return Session(Due((), 0, found.next_at))

    def choices(self, card: Card, now: datetime) -> tuple[Choice, ...]:
        """Return the ratings of a card, each with the time after which it comes back."""
        after = intervals(self.store.reviews(card.id), now)
        return tuple(Choice(rating, name, until(after[rating])) for rating, name in RATINGS.items())

    def rate(self, card: str, rating: int, seen: int) -> bool:
        """Record a rating of a card that is due; tell whether it was one."""
        known = {one.id for one in self.due().cards}
        return card in known and self.store.review(card, rating, seen)


def until(time: timedelta) -> str:
    """Return a time until something as people say it: "1 minute", "3 days", "2 months"."""
    minutes = time.total_seconds() / 60
    for size, noun, least in (
        (43200, "month", 86400),
        (1440, "day", 1440),
        (60, "hour", 60),
        (1, "minute", 0),
    ):
        if minutes >= least:
            count = max(1, round(minutes / size))
            return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
    return "now"
