"""Cards to recall, and when each comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: Why there is a card: an answer that was sure and wrong, wrong, or guessed, a miss of a challenge, or
#: something that a lesson taught.
Reason = Literal["sure and wrong", "wrong", "guessed", "challenge", "taught"]
#: What a learner says of a card after seeing its answer (FSRS).
RATINGS: Mapping[int, str] = {1: "again", 2: "hard", 3: "good", 4: "easy"}


@dataclass(frozen=True)
class Card:
    """One thing to recall. Its id says what it asks: "question:NAME", "code:404", "pair:401-403" ..."""

    id: str
    reason: Reason
    #: Folder name of the lesson that it belongs to, "" for none.
    lesson: str = ""
    #: ISO 8601 with offset: since when there is something to recall, "" for always.
    since: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of card."""
        return self.id.partition(":")[0]

    @property
    def name(self) -> str:
        """Return what the card asks about, in the words of its kind."""
        return self.id.partition(":")[2]


@dataclass(frozen=True)
class Review:
    """One rating of one card."""

    card: str
    rating: int
    #: ISO 8601 with offset.
    reviewed_at: str


@dataclass(frozen=True)
class Schedule:
    """When a card comes back."""

    card: str
    #: ISO 8601 with offset.
    due: str
    last_review: str
    #: Number of its reviews.
    reviews: int
