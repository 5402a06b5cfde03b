"""What a query finds, the best first: points of each concept from FTS5, then the codes that are named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, product

from course.reference.search.documents import Document, unregistered
from course.reference.search.index import Index
from course.reference.search.query import Concept, Plan, Reader, tidy
from course.reference.search.synonyms import LONGEST_PHRASE, Synonyms
from course.reference.search.words import parts

#: Results at most.
MOST = 20
#: What a kind of document is worth beside the others.
KINDS = {"code": 1.25, "unregistered": 0.9, "check": 0.55}
#: A document with less of a query's concepts is no result, nor is one so far behind the first.
ENOUGH, TAIL = 0.45, 0.08
#: What a concept counts that stands nowhere in the course, such as the trade of somebody's shop.
NOWHERE = 0.5
#: What two neighbours add that stand next to each other, and how many words may be between them.
NEAR, NEAR_WITHIN = 0.5, 2
#: What the whole query adds that stands as it was typed in a title, a name or a phrase.
WHOLE = 1.0
#: What further ways to find the same concept add.
FURTHER = 0.2
#: What the words of a whole situation add that all stand in the query.
SITUATION = 0.5
#: What a code that is named adds to what is about it, and what a title adds that is typed in full.
ABOUT, TITLE = 1.5, 5.0
#: What stands around a term whose meaning is asked for.
ASKING = frozenset("what is are a an the does do mean means meaning of define definition term".split())
_BEGUN = re.compile(r"([1-5]\d?)x{0,2}")
_NUMBER = re.compile(r"[1-9]\d\d")


@dataclass(frozen=True)
class Found:
    """What a query finds, the best first."""

    query: str
    documents: tuple[Document, ...]
    #: The query as it was understood, where a word was mistyped; else "".
    understood: str = ""


@dataclass
class Score:
    """Points of the documents, and how many concepts each holds."""

    points: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    held: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    #: What a document holds that holds every concept.
    whole: float = 0.0


class Finder:
    """Everything that can be found."""

    def __init__(self, documents: Sequence[Document], synonyms: Synonyms) -> None:
        """Write the index. Raises SearchUnavailable when this Python's SQLite has no FTS5.

        Terms are not in it: a hundred short texts would change what every other page is worth.
        """
        self._terms = {_plain(parts(one.title)): one for one in documents if one.kind == "term"}
        self._spelling = synonyms.spelling
        documents = tuple(one for one in documents if one.kind != "term")
        self.documents = (*documents, *self._terms.values())
        meant = chain.from_iterable(parts(phrase) for group in synonyms.means for phrase in group)
        self._index = Index(documents, meant)
        self._reader = Reader(self._index, synonyms)
        self._pages = {one.code: one for one in documents if one.code}
        self._headings = [parts(one.heading) for one in documents]
        self._situations = tuple(_situations(documents, synonyms))

    def find(self, query: str, most: int = MOST) -> Found:
        """Return what a query finds. A number that is begun (4, 40, 4xx) finds the codes that begin so."""
        text = tidy(query)
        if begun := _BEGUN.fullmatch(text):
            pages = (page for code, page in sorted(self._pages.items()) if str(code).startswith(begun[1]))
            return Found(query, tuple(pages)[:most])
        if _NUMBER.fullmatch(text) and int(text) not in self._pages:
            return Found(query, (unregistered(int(text)),))
        plan = self._reader.plan(query)
        understood = _understood(text, plan) if plan.corrected else ""
        pages = (self.documents[row] for row in self._ranked(plan))
        return Found(query, tuple(chain(self._defined(plan), pages))[:most], understood)

    def _defined(self, plan: Plan) -> list[Document]:
        """Return the term when a query is nothing else, or asks what it means."""
        asked = plan.typed.split()
        words = [word for word in asked if word not in ASKING][: LONGEST_PHRASE + 1]
        ways = product(*((word, *self._spelling.get(word, ())) for word in words))
        return [term for way in ways if (term := self._terms.get(_plain(way)))]

    def _ranked(self, plan: Plan) -> list[int]:
        score = self._scored(plan)
        points = self._covered(plan, score)
        top = max(points.values(), default=0.0) or 1.0
        if plan.codes:
            self._name_codes(plan, points, top)
        typed = tuple(plan.typed.split())
        told = frozenset(map(_singular, typed))
        for situation, row in self._situations:
            if situation <= told:
                points[row] += SITUATION * top
        for row, heading in enumerate(self._headings):
            if typed and heading == typed:
                points[row] += TITLE * top
        last = TAIL * max(points.values(), default=0.0)
        kept = [(-value, row) for row, value in points.items() if value >= last]
        return [row for _, row in sorted(kept)]

    def _scored(self, plan: Plan) -> Score:
        score = Score()
        for concept in plan.concepts:
            self._add_concept(concept, score)
        for one, other in pairwise(plan.concepts):
            for row, value in self._index.match(f"NEAR({one[0].match} {other[0].match}, {NEAR_WITHIN})"):
                score.points[row] += NEAR * value
        if " " in plan.typed:
            for row, value in self._index.match(f'{{title names phrases}} : "{plan.typed}"'):
                score.points[row] += WHOLE * value
                score.held[row] = score.whole
        for weak in plan.weak:
            for row, value in self._index.match(weak.match):
                if row in score.points:
                    score.points[row] += weak.weight * value
        return score

    def _add_concept(self, concept: Concept, score: Score) -> None:
        """Add the best way in which each document holds a concept, and a little for the others."""
        ways: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for variant in concept:
            for row, value in self._index.match(variant.match):
                ways[row].append((value * variant.weight, variant.weight))
        score.whole += 1 if ways else NOWHERE
        for row, found in ways.items():
            best = max(found)[0]
            score.points[row] += best + FURTHER * (sum(value for value, _ in found) - best)
            score.held[row] += max(weight for _, weight in found)

    def _covered(self, plan: Plan, score: Score) -> defaultdict[int, float]:
        """Return the points of the documents that hold enough, by how much they hold and by their kind."""
        total = score.whole or 1.0
        enough = 0.0 if plan.codes else ENOUGH * score.whole
        return defaultdict(
            float,
            {
                row: value * score.held[row] / total * KINDS.get(self.documents[row].kind, 1.0)
                for row, value in score.points.items()
                if score.held[row] >= enough
            },
        )

    def _name_codes(self, plan: Plan, points: defaultdict[int, float], top: float) -> None:
        """Let the pages of the codes that are named come first: of one its own, of two their pair."""
        for row, document, named in self._about(plan.codes):
            several = len(plan.codes) > 1
            if document.code:
                points[row] += top * (2 - plan.codes.index(named[0]) / 100 if several else 3)
            elif document.kind == "comparison" and len(named) > 1:
                points[row] += top * 4
            elif document.kind == "comparison" and (not plan.concepts or row in points):
                points[row] += top * 0.5
            elif row in points:
                points[row] *= ABOUT

    def _about(self, codes: Iterable[int]) -> Iterator[tuple[int, Document, list[int]]]:
        for row, document in enumerate(self.documents):
            if named := [code for code in codes if code in document.codes]:
                yield row, document, named


def _situations(documents: Sequence[Document], synonyms: Synonyms) -> Iterator[tuple[frozenset[str], int]]:
    """Yield the words of each situation of a code, of at least two, with the number of its document."""
    for row, document in enumerate(documents):
        for phrase in document.phrases.splitlines() if document.kind == "code" else ():
            words = frozenset(_singular(word) for word in parts(phrase) if word not in synonyms.stop)
            if len(words) > 1:
                yield words, row


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_singular, words))


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def _understood(text: str, plan: Plan) -> str:
    return re.sub(r"[^\W_]+", lambda match: plan.corrected.get(match[0], match[0]), text)
