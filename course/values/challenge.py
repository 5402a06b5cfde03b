"""A challenge: ten questions, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from course.values.lesson import Panel


@dataclass(frozen=True)
class Asked:
    """One question: a request to a small app. Everything of the last exchange's response is the answer."""

    #: "05_precise_success/comets.py/0123456789": lesson, app, and what is sent.
    id: str
    #: Folder name of the lesson that shows the app.
    lesson: str
    #: What was changed, "" for a request as the lesson sends it.
    change: str
    #: Kind of change, "live" for none.
    kind: str
    panel: Panel
    #: Four codes, sorted; the key is among them.
    options: tuple[int, ...]

    @property
    def key(self) -> int:
        """Return the code that the app really answers."""
        response = self.panel.last.response
        return response.status if response else 0


@dataclass(frozen=True)
class Given:
    """One answer of a finished challenge; `said` is 0 when nothing was answered."""

    question: str
    key: int
    said: int

    @property
    def right(self) -> bool:
        """Tell whether it was the real code."""
        return self.said == self.key


@dataclass(frozen=True)
class Result:
    """One finished challenge."""

    uid: str
    #: Folder name of the lesson it was about, "" for all lessons.
    scope: str
    seed: int
    answers: tuple[Given, ...]
    #: Seconds from the questions to the answers, 0 when that is not known.
    seconds: int
    #: ISO 8601 with offset.
    taken_at: str

    @property
    def right(self) -> int:
        """Return the number of right answers."""
        return sum(given.right for given in self.answers)
