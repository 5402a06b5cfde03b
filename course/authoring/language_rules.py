"""Turns of phrase that stop an English reader, found by their form.

Each pattern had many hits and few false alarms in a reading of the whole course. Code, fences and addresses
are left out. A line that is meant as it is belongs in `MEANT`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from course.text.front_matter import Fault
from course.values.mistakes import ContentError


class Turn(NamedTuple):
    """A turn of phrase, and what to write instead."""

    name: str
    pattern: re.Pattern[str]
    remedy: str


def _turn(name: str, pattern: str, remedy: str) -> Turn:
    return Turn(name, re.compile(pattern), remedy)


TURNS = (
    _turn(
        "“is no …”",
        r"(?<![Tt]here )(?<!here can )(?<!here could )(?<!here will )(?<!here would )(?<!here may )"
        r"\b(is|are|was|were|be) no (?!(longer|more|such|one|need|doubt|use|secret|less"
        r"|different|better|way|good|place|room|404)\b|answer,)[A-Za-z`{]",
        "Write “is not a …” or “is not valid …”.",
    ),
    _turn(
        "“is none”",
        r"(?<![Tt]here )(?<!be )\b(is|are|was|were) none\b(?! of)",
        "Say the noun again: “the body is not JSON”.",
    ),
    _turn(
        "“one may”",
        r"(\b(so|because|when|if|how|what|that|where|and|which) |[.,:;(] )"
        r"one (may|can|must|should|would|has to)\b",
        "Write “you may”, or name who does it.",
    ),
    _turn(
        "“Who …” as a subject",
        r"(^|[.:;] )Who (?!(is|are|am|must|may|owns|has failed)\b)[^?.]*\.",
        "Name who: “a client that …”.",
    ),
    _turn("“all the same”", r"(?<!are )(?<!is )(?<!be )\ball the same\b", "Write “still” or “even so”."),
    _turn(
        "a word of another century",
        r"\b(in (its|their) turn|shall|anew|had better)\b",
        "Write “itself”, “should” or “again”.",
    ),
    _turn("“, for it”", r", for (it|they|nobody|he|she)\b", "Write “because”."),
    _turn("“, for which”", r", for which\b", "Join the clause and its noun."),
    _turn("“belongs into”", r"\bbelongs? into\b", "Write “belongs in”."),
    _turn(
        "“other … than”", r"\b(another|other) \w+ than\b", "Write “not the … that”, or “a different … from”."
    ),
    _turn("“in the place of”", r"\bin the place of\b", "Write “instead of”."),
    _turn("“, also”", r", also (?!(called|known|as)\b)", "Write “even”, “including” or “as well as”."),
    _turn(
        "“, while” for “in fact”",
        r", while (it|they) (?!\w+ing\b)(was|were|has|had|is|are)\b",
        "Begin a sentence: “In fact …”.",
    ),
    _turn(
        "a splice",
        r"(?:Not|not) [^.:;]{3,80}, that (is|may be) \{?\d",
        "Use a colon: “Not for …: that is {401}”.",
    ),
)
#: Lines that are meant as they are, word by word.
MEANT: frozenset[str] = frozenset()
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"\]\([^)]*\)")
_FENCE = re.compile(r"^\s*(```|~~~)")
#: Keys of a front matter or of a block whose value is prose.
_PROSE_KEY = re.compile(r"^\s*(title|summary|use|says|avoid|client|flask|rule|ask|why|text|no|yes|pays|- )")
#: What a learner reads of a catalogue of wrong fixes.
_BELIEF = re.compile(r"^(Misconception|Believes):")


def check_words(file: Path) -> Iterator[ContentError]:
    """Yield the turns of phrase of a lesson, a README or a catalogue of wrong fixes that stop a reader."""
    if not file.is_file():
        return
    text = file.read_text(encoding="utf-8", errors="replace")
    for fault in check_language(_beliefs(text) if file.name == "wrong.md" else text):
        yield ContentError(file, fault.line, fault.message, fault.remedy)


def check_language(text: str) -> Iterator[Fault]:
    """Yield each turn of phrase of a text that an English reader stumbles over, with its line."""
    for number, line in _prose(text):
        for turn in TURNS:
            if (found := turn.pattern.search(line)) and line.strip() not in MEANT:
                near = line[max(found.start() - 20, 0) : found.end() + 25].strip()
                yield Fault(number, f"{turn.name} stops a reader: “…{near}…”.", turn.remedy)


def _beliefs(text: str) -> str:
    """Return a catalogue with its beliefs only, each on its own line: the rest is evidence and code."""
    return "\n".join(line if _BELIEF.match(line) else "" for line in text.split("\n"))


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are read as sentences, code replaced by a word."""
    fenced = False
    for number, line in enumerate(text.split("\n"), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (not line.startswith("    ") or _PROSE_KEY.match(line)):
            yield number, _LINK.sub("]", _CODE.sub("Code", line))
