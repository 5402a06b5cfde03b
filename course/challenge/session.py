"""A challenge as a learner takes it: the start, ten questions, the result."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from course.challenge.draw import find, ten
from course.lessons.library import Library
from course.progress.store import Store
from course.reference.entries import Reference
from course.values import meanings
from course.values.challenge import Asked, Given, Result
from course.values.lesson import Panel
from course.values.numbers import number_of

#: Seeds from 1 on: short enough to be told to somebody else.
MOST_SEED = 999_999
#: Seconds after which nobody is still at the same ten questions.
LONGEST = 6 * 3600
#: Results that the start shows.
SHOWN = 5


@dataclass(frozen=True)
class Open:
    """One question before its answer: no key is in it."""

    number: int
    sentence: str
    options: tuple[int, ...]
    panel: Panel


@dataclass(frozen=True)
class Told:
    """One question with its answer."""

    number: int
    sentence: str
    said: int
    key: int
    #: What a client believes that gets the one for the other, or what the real code tells it.
    why: str
    #: None when the lesson has changed since, so that the question cannot be asked any more.
    panel: Panel | None
    lesson: str

    @property
    def right(self) -> bool:
        """Tell whether it was the real code."""
        return self.said == self.key


@dataclass(frozen=True)
class Challenge:
    """What the page shows: the start, or ten questions, or a result."""

    #: Folder name of the last lesson that is asked, "" for all.
    upto: str
    #: The seed of the next ten.
    next_seed: int
    results: tuple[Result, ...] = ()
    best: Result | None = None
    seed: int = 0
    #: ISO 8601 in UTC: when the questions were shown.
    began: str = ""
    questions: tuple[Open, ...] = ()
    result: Result | None = None
    told: tuple[Told, ...] = ()
    #: True when ten were wanted and there is nothing to ask.
    empty: bool = False

    @property
    def missed(self) -> tuple[Told, ...]:
        """Return the questions that were answered wrong or not at all."""
        return tuple(one for one in self.told if not one.right)

    @property
    def known(self) -> tuple[Told, ...]:
        """Return the questions that were answered right."""
        return tuple(one for one in self.told if one.right)


@dataclass(frozen=True)
class Taking:
    """Challenges of one learner, about one lesson and those before it, or about all: `scope` is ""."""

    store: Store
    library: Library
    scope: str
    #: Folder name of the last lesson that is asked.
    upto: str

    def look(self, query: Mapping[str, str], reference: Reference) -> Challenge:
        """Return what an address asks for: ten questions by `seed`, a `result`, or else the start."""
        results = tuple(one for one in self.store.challenges() if one.scope == self.scope)
        best = max(results, key=_worth, default=None)
        seed = seed_of(query.get("seed", ""))
        result = next((one for one in results if one.uid == query.get("result")), None)
        start = Challenge(self.upto, len(results) + 1, results[-SHOWN:][::-1], best)
        if result is not None:
            return self._with_result(start, result, reference)
        if not seed:
            return start
        questions = tuple(
            Open(number, sentence(asked), asked.options, asked.panel.without_answer())
            for number, asked in enumerate(ten(self.library, self.upto, seed), 1)
        )
        if not questions:
            return replace(start, empty=True)
        began = datetime.now(UTC).isoformat(timespec="seconds")
        return Challenge(self.upto, start.next_seed, start.results, best, seed, began, questions)

    def _with_result(self, start: Challenge, result: Result, reference: Reference) -> Challenge:
        told = tuple(self._told(n, given, reference) for n, given in enumerate(result.answers, 1))
        return Challenge(
            self.upto, start.next_seed, start.results, start.best, result.seed, "", (), result, told
        )

    def _told(self, number: int, given: Given, reference: Reference) -> Told:
        asked = find(self.library, given.question)
        # The lesson may have changed since: then its app answers another question.
        same = asked if asked is not None and asked.key == given.key else None
        why = reference.believes(given.key, given.said) or meanings.tells(given.key)
        words = sentence(same) if same else given.question
        lesson = given.question.partition("/")[0]
        return Told(number, words, given.said, given.key, why, same.panel if same else None, lesson)

    def take(self, form: Mapping[str, str]) -> str:
        """Record the answers of a form and return the query of their result. Raises ValueError."""
        seed = seed_of(form.get("seed", ""))
        if not seed:
            raise ValueError("The form names no challenge. Begin one, then send its answers.")
        asked = ten(self.library, self.upto, seed)
        if not asked:
            raise ValueError("There is nothing to ask yet: no lesson sends a request to an app.")
        answers = tuple(Given(one.id, one.key, said(form, n)) for n, one in enumerate(asked, 1))
        began = form.get("began", "")
        uid = hashlib.sha256(f"{self.scope} {self.upto} {seed} {began}".encode()).hexdigest()[:32]
        self.store.record_challenge(Result(uid, self.scope, seed, answers, _seconds(began), ""))
        return urlencode({"result": uid})


def seed_of(text: str) -> int:
    """Return a seed from an address, 0 for none."""
    seed = number_of(text) or 0
    return seed if seed <= MOST_SEED else 0


def said(form: Mapping[str, str], number: int) -> int:
    """Return the code that a form says to a question: what was typed, else what was chosen, 0 for none."""
    for text in (form.get(f"typed-{number}", "").strip(), form.get(f"choice-{number}", "")):
        if text.isascii() and text.isdigit() and len(text) == 3:
            return int(text)
    return 0


def sentence(asked: Asked) -> str:
    """Return what is asked about, as a sentence."""
    request = asked.panel.last.request
    if not asked.change:
        return f"{request.method} {request.path}"
    if asked.kind == "again":
        return f"{request.method} {request.path}, {asked.change}"
    return f"{request.method} {request.path}: the lesson's request, but {asked.change}"


def _worth(result: Result) -> tuple[int, int]:
    """Return how good a result is: right answers first, then less time."""
    return result.right, -(result.seconds or LONGEST)


def _seconds(began: str) -> int:
    try:
        passed = (datetime.now(UTC) - datetime.fromisoformat(began)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0
    return round(passed) if 0 <= passed <= LONGEST else 0
