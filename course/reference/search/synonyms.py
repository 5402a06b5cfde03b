"""What people type and what the course calls it, read from data/synonyms.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from course.text import safe_yaml

#: Words of the longest phrase that may stand on the left side of a synonym.
LONGEST_PHRASE = 4
_KEYS = {"stop", "keep", "spelling", "means"}


class SynonymsFault(ValueError):
    """Raised when data/synonyms.yaml cannot be used; the message lists every mistake."""


@dataclass(frozen=True)
class Synonyms:
    """One file for every way to search."""

    #: Words without a meaning of their own.
    stop: frozenset[str]
    #: Phrases in which words of `stop` count.
    keep: frozenset[tuple[str, ...]]
    #: Word -> the other ways to write it.
    spelling: Mapping[str, tuple[str, ...]]
    #: What is typed, as words -> what is looked for besides.
    means: Mapping[tuple[str, ...], tuple[str, ...]]

    def meant(self, group: Sequence[str]) -> tuple[str, ...]:
        """Return what a word or phrase stands for, whether or not it has the s of a plural."""
        *first, last = group
        for end in (last, last.removesuffix("s"), f"{last}s"):
            if found := self.means.get((*first, end)):
                return found
        return ()

    def kept(self, asked: Sequence[str]) -> list[bool]:
        """Tell for each word of a query whether it counts; all of them do when no other is there."""
        kept = [word not in self.stop for word in asked]
        for phrase in self.keep:
            for at in range(len(asked) - len(phrase) + 1):
                if tuple(asked[at : at + len(phrase)]) == phrase:
                    kept[at : at + len(phrase)] = [True] * len(phrase)
        return kept if any(kept) else [True] * len(asked)


@cache
def load() -> Synonyms:
    """Return the synonyms of data/synonyms.yaml. Raises SynonymsFault."""
    text = resources.files("course.data").joinpath("synonyms.yaml").read_text(encoding="utf-8")
    return read(safe_yaml.load(text))


def read(data: Mapping[str, Any]) -> Synonyms:
    """Return the synonyms that the values of the file describe. Raises SynonymsFault with every mistake."""
    if data.keys() != _KEYS:
        raise SynonymsFault(f"synonyms.yaml has the keys {', '.join(sorted(_KEYS))}, not {', '.join(data)}.")
    lines = data["means"]
    faults = [*_line_faults(lines), *_twice(lines)]
    if faults:
        raise SynonymsFault("synonyms.yaml cannot be used:\n" + "\n".join(faults))
    return Synonyms(
        frozenset(data["stop"].split()),
        frozenset(tuple(phrase.split()) for phrase in data["keep"]),
        {word: tuple(w for w in group if w != word) for group in data["spelling"] for word in group},
        {tuple(phrase.split()): tuple(line["means"]) for line in lines for phrase in line["typed"]},
    )


def _line_faults(lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for line in lines:
        if line.keys() != {"typed", "means"} or not all(isinstance(side, list) for side in line.values()):
            yield f"{line}: a line of means has two lists, typed and means."
            continue
        for phrase in (*line["typed"], *line["means"]):
            if not isinstance(phrase, str) or not phrase.strip():
                yield f"{phrase!r}: write it in quotation marks."
        for phrase in line["typed"]:
            if phrase != phrase.lower() or len(phrase.split()) > LONGEST_PHRASE:
                yield f"{phrase!r}: what is typed has up to {LONGEST_PHRASE} words in lower case."


def _twice(lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    counted = Counter(phrase for line in lines for phrase in line.get("typed", ()))
    for phrase, times in counted.items():
        if times > 1:
            yield f"{phrase!r} stands on {times} lines under typed. Put what it means on one."
