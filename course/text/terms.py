"""Terms that a text defines: `[[validator]]`, and `[[validator!]]` for one that may not be used before.

The sentence around the mark is the definition; there is no second copy of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.text.marks import TERM, fenced_lines

#: What a sentence ends with, and what the next one may begin with.
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)*_]{0,2}\s+(?=[A-Z`{\[(*“\"])")
_CODE_SPAN = re.compile(r"(`+)[^`\n]+\1")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: What begins a line and is not a part of its sentence: a list's mark, a quotation's.
_LINE_MARK = re.compile(r"^\s{0,3}(?:[-*+]|\d+[.)]|>)\s+")
_ITEM = re.compile(r"\n(?=\s{0,3}(?:[-*+]|\d+[.)])\s+\S)")


@dataclass(frozen=True)
class Definition:
    """A term and the sentence that says what it is."""

    name: str
    #: Markdown, with the marks of all terms in it.
    sentence: str
    line: int
    #: True when earlier lessons may not use the term without a link.
    technical: bool

    @property
    def anchor(self) -> str:
        """Return the term as a part of an address."""
        return anchor_of(self.name)


def name_of(written: str) -> str:
    """Return a term as a list shows it: small at the start, unless it is a name such as CORS or ETag."""
    word = " ".join(written.split())
    return word[:1].lower() + word[1:] if re.match(r"[A-Z][a-z ]+(?![A-Za-z])", word) else word


def anchor_of(name: str) -> str:
    """Return a term as a part of an address: "entity tag" is "entity-tag"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def definitions(text: str, first_line: int = 1) -> Iterator[Definition]:
    """Yield the terms that a Markdown text defines, outside code, in order."""
    prose = _without_fences(text)
    for match in TERM.finditer(_without_spans(prose)):
        line = first_line + prose.count("\n", 0, match.start())
        yield Definition(name_of(match[1]), sentence_around(prose, match.start()), line, bool(match[2]))


def sentence_around(text: str, place: int) -> str:
    """Return the sentence of a Markdown text that holds a place, on one line."""
    start, end = _around(_BLANK_LINE, text, place, 0, len(text))
    start, end = _around(_ITEM, text, place, start, end)
    # A full stop inside code ends no sentence, and code may begin one.
    start, end = _around(_SENTENCE_END, _without_spans(text), place, start, end)
    return _LINE_MARK.sub("", " ".join(text[start:end].split()))


def _without_fences(text: str) -> str:
    """Return a text with blanks for its listings; every place stays where it was."""
    lines = text.split("\n")
    for number in fenced_lines(lines):
        lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _without_spans(text: str) -> str:
    """Return a text with its code spans made unreadable; every place stays where it was."""
    return _CODE_SPAN.sub(lambda match: "`" * len(match[0]), text)


def _around(gap: re.Pattern[str], text: str, place: int, start: int, end: int) -> tuple[int, int]:
    """Return the stretch between two gaps that holds a place."""
    for match in gap.finditer(text, start, end):
        # The mark that closes a quotation belongs to the sentence before the gap.
        ends = match.end() - len(match[0]) + len(match[0].rstrip())
        if match.end() <= place:
            start = match.end()
        else:
            return start, ends
    return start, end


def linked(sentence: str, name: str) -> str:
    """Return a definition's sentence with its own term in bold and every other term as a link."""

    def shown(match: re.Match[str]) -> str:
        other, word = name_of(match[1]), match[1] + match[3]
        return f"**{word}**" if other == name else f"[{word}](term:{anchor_of(other)})"

    return TERM.sub(shown, sentence)
