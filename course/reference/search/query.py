"""A query as it is looked for: codes that are named, concepts, words that only break ties."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from course.reference.search.index import SHORTEST, Index
from course.reference.search.synonyms import LONGEST_PHRASE, Synonyms
from course.reference.search.words import TYPED, parts

#: A query is cut after this many characters.
LONGEST = 100
#: What finding a concept is worth: as it was typed or spelt otherwise, by a synonym, by its beginning, by a
#: part of a compound (get_json) or of a phrase that has a synonym.
EXACT, SYNONYM, BEGINNING, PART = 1.0, 0.9, 0.6, 0.5
#: What a word without a meaning of its own is worth.
WEAK = 0.15
_CODE = re.compile(r"(?<![\w.])([1-9]\d\d)(?![\w.]\d|\w)")
_PARTS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Variant:
    """One way to look for a concept: a phrase, and what finding it is worth."""

    words: str
    weight: float
    beginning: bool = False

    @property
    def match(self) -> str:
        """Return it as FTS5 writes it. Quoted, no word of it can be an operator."""
        return '"' + self.words.replace('"', '""') + '"' + ("*" if self.beginning else "")


Concept = tuple[Variant, ...]


@dataclass(frozen=True)
class Plan:
    """A query as it is looked for. A concept counts once, however it is found."""

    concepts: tuple[Concept, ...]
    #: Words without meaning: they decide between what is equally good.
    weak: Concept
    codes: tuple[int, ...]
    #: All words in order, as they are understood.
    typed: str
    #: Mistyped word -> what is looked for in its place.
    corrected: Mapping[str, str] = field(default_factory=dict)


def tidy(query: str) -> str:
    """Return a query in one form of its characters, in lower case, cut to LONGEST."""
    return unicodedata.normalize("NFKC", query[:LONGEST]).replace("\0", " ").lower().strip()


class Reader:
    """Reads queries with the words of an index and the synonyms."""

    def __init__(self, index: Index, synonyms: Synonyms) -> None:
        self._index, self._synonyms = index, synonyms
        self._read: dict[str, str] = {}

    def plan(self, query: str) -> Plan:
        """Return how a query is looked for."""
        text = tidy(query)
        codes = tuple(dict.fromkeys(int(n) for n in _CODE.findall(text) if 100 <= int(n) <= 599))
        words = self._words(text, codes)
        corrected = {word: meant for word in words if (meant := self.corrected(word))}
        asked = [corrected.get(word, word) for word in words]
        concepts, weak = self._concepts(asked, bool(codes))
        typed = " ".join(corrected.get(word, word) for word in TYPED.findall(text))
        return Plan(concepts, weak, codes, " ".join(parts(typed)), corrected)

    def _words(self, text: str, codes: tuple[int, ...]) -> list[str]:
        """Return the words but for the codes; a compound that stands nowhere comes in parts."""
        found: list[str] = []
        for word in TYPED.findall(text):
            if not all(part.isdigit() and int(part) in codes for part in parts(word)):
                found += [word] if self._is_one(word) else parts(word)
        return found

    def _is_one(self, word: str) -> bool:
        """Tell whether a word is looked for as it is: app.errorhandler is not, If-Match is."""
        whole = Variant(word, EXACT, beginning=True)
        return word.isalnum() or ("." not in word and bool(self._index.match(whole.match)))

    def _concepts(self, asked: Sequence[str], has_code: bool) -> tuple[tuple[Concept, ...], Concept]:
        stop = self._synonyms.stop
        kept = [word not in stop for word in asked] if has_code else self._synonyms.kept(asked)
        concepts: list[Concept] = []
        weak: list[Variant] = []
        at = 0
        while at < len(asked):
            size = self._size(asked[at : at + LONGEST_PHRASE])
            if size == 1 and not kept[at]:
                weak.append(Variant(asked[at], WEAK))
            else:
                concepts.append(self._concept(asked[at : at + size], at + size == len(asked)))
            at += size
        return tuple(concepts), tuple(weak)

    def _size(self, ahead: Sequence[str]) -> int:
        """Return how many of the words ahead are one phrase that has a synonym, else 1."""
        sizes = range(len(ahead), 1, -1)
        return next((size for size in sizes if self._synonyms.meant(ahead[:size])), 1)

    def _concept(self, group: Sequence[str], last: bool) -> Concept:
        found = [Variant(" ".join(group), EXACT)]
        found += self._inside(group) if len(group) > 1 else self._forms(group[0], last)
        found += [Variant(other, SYNONYM) for other in self._meant(group)]
        if len(group) > 1:
            found += [Variant(other, PART) for word in group for other in self._synonyms.meant([word])]
        return tuple(found)

    def _meant(self, group: Sequence[str]) -> tuple[str, ...]:
        """Return what a word or phrase stands for, in whichever spelling it is typed."""
        other = self._synonyms.spelling.get(group[0], ()) if len(group) == 1 else ()
        meant = (self._synonyms.meant(spelt) for spelt in (group, *((word,) for word in other)))
        return next(filter(None, meant), ())

    def _inside(self, words: Sequence[str]) -> list[Variant]:
        return [Variant(word, PART) for word in words if word not in self._synonyms.stop]

    def _forms(self, word: str, last: bool) -> list[Variant]:
        """Return the other forms of one word. The last word may not be finished, while somebody types."""
        found = [Variant(other, EXACT) for other in self._synonyms.spelling.get(word, ())]
        if (last or not self._index.knows(word)) and len(word) > 1:
            found.append(Variant(word, BEGINNING, beginning=True))
        inside = _PARTS.findall(word)
        return found + (self._inside(inside) if len(inside) > 1 else [])

    def corrected(self, word: str) -> str:
        """Return the word that is meant by a mistyped one, "" when it is right or nothing is near."""
        if word not in self._read:
            if len(self._read) > 2000:
                self._read.clear()
            self._read[word] = "" if self._is_right(word) else self._index.nearest(word)
        return self._read[word]

    def _is_right(self, word: str) -> bool:
        return (
            len(word) < SHORTEST
            or not word.isalpha()
            or self._index.knows(word)
            or word in self._synonyms.stop
            or word in self._synonyms.spelling
            or self._index.begins(word)
            # Another form of a word that is there.
            or bool(self._index.match(Variant(word, EXACT).match))
        )
