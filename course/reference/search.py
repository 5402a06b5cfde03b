"""One search over codes, comparisons, lessons, steps and exercises. static/js/search.js finds the same.

Nothing secret is in what is searched: no answer, no feedback, no result of a step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from course.text.marks import plain
from course.values.exercise import Exercise
from course.values.lesson import LessonOutline

if TYPE_CHECKING:
    from course.reference.entries import Reference

#: A query is cut after this many characters.
LONGEST = 100
#: Results shown at most.
MOST = 20
#: Words that say nothing; they are left out unless a query holds nothing else.
EMPTY_WORDS = frozenset(
    "a an and are be code for has i in is it my of on or status the there to was with".split()
)
_WORD = re.compile(r"[^\W_]+")
#: Points of a query word found in the title, a phrase, the text: as a whole word, as its beginning.
_TITLE, _PHRASE, _TEXT = (10, 6), (5, 3), (2, 1)
_WHOLE_PHRASE, _PART_OF_PHRASE, _IS_CODE = 20, 8, 3


@dataclass(frozen=True)
class Item:
    """Something that can be found."""

    #: "code", "comparison", "lesson", "step" or "exercise"
    kind: str
    #: Like the course's links: "code:404", "lesson:SLUG#STEP", "exercise:SLUG".
    target: str
    title: str
    text: str = ""
    #: Situations and other phrases it is found by.
    phrases: tuple[str, ...] = ()
    #: The number of a code, else 0.
    code: int = 0


def items(
    reference: Reference, outlines: Iterable[LessonOutline], exercises: Iterable[Exercise]
) -> tuple[Item, ...]:
    """Return everything that can be found, codes first."""
    found = [
        Item("code", f"code:{e.code}", e.name, plain(e.use), e.situations, e.code)
        for e in reference.entries.values()
    ]
    found += [
        Item("comparison", f"code:{pair.slug}", f"{pair.title}?", pair.rule_text)
        for pair in reference.pairs.values()
    ]
    for outline in outlines:
        title = f"Lesson {outline.number}: {outline.title}"
        found.append(Item("lesson", f"lesson:{outline.slug}", title, outline.summary, outline.objectives))
        found += [
            Item("step", f"lesson:{outline.slug}#{step.id}", step.title, title) for step in outline.steps
        ]
    found += [
        Item("exercise", f"exercise:{one.slug}", f"Exercise {one.number}: {one.title}") for one in exercises
    ]
    return tuple(found)


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: lower case, without the s of a plural."""
    return [_singular(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=50_000)
def _kept(text: str) -> tuple[str, ...]:
    """Return the words of a text that is searched again and again."""
    return tuple(words(text))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def wanted(query: str) -> list[str]:
    """Return the words of a query that count."""
    every = words(query[:LONGEST])
    return [word for word in every if word not in EMPTY_WORDS] or every


def find(searched: Sequence[Item], query: str, most: int = MOST) -> tuple[Item, ...]:
    """Return the items that hold most of a query's words, the best first.

    An item counts when at least half of the words are in it, and no other item holds more of them.
    """
    asked = wanted(query)
    if not asked:
        return ()
    scored = [(*score(item, asked), item) for item in searched]
    best = max((hits for hits, _, _ in scored), default=0)
    if best * 2 < len(asked) or not best:
        return ()
    # sorted is stable: equal points keep the order of the items.
    kept = sorted((one for one in scored if one[0] == best), key=lambda one: -one[1])
    return tuple(item for _, _, item in kept[:most])


def score(item: Item, asked: Sequence[str]) -> tuple[int, int]:
    """Return how many of the words an item holds, and its points."""
    title = _kept(f"{item.code} {item.title}" if item.code else item.title)
    phrases = [_kept(phrase) for phrase in item.phrases]
    inside = [word for phrase in phrases for word in phrase]
    text = _kept(item.text)
    hits = points = 0
    for word in asked:
        found = max(_points(word, title, _TITLE), _points(word, inside, _PHRASE), _points(word, text, _TEXT))
        hits += found > 0
        points += found
    line = " ".join(asked)
    joined = [" ".join(word for word in phrase if word not in EMPTY_WORDS) for phrase in phrases]
    if hits and line in joined:
        points += _WHOLE_PHRASE
    elif hits and any(line in phrase for phrase in joined):
        points += _PART_OF_PHRASE
    return hits, points + (_IS_CODE if hits and item.code else 0)


def _points(word: str, among: Sequence[str], worth: tuple[int, int]) -> int:
    if word in among:
        return worth[0]
    return worth[1] if any(other.startswith(word) for other in among) else 0
