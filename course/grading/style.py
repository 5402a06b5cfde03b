"""How lines of text are laid out: columns, marks, emphasis, names of files. The plain style adds nothing."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import Literal

from course.values.report import Outcome

#: A verdict as the site's marks tell it apart; open: nothing was asked of the answer.
Tone = Literal["holds", "not-yet", "open"]
_SILENT: tuple[Outcome, ...] = ("not_run", "grader_fault", "cannot_load")
_PLACE = re.compile(r"[\w-]+\.py:\d+")


def tone_of(outcome: Outcome) -> Tone:
    """Return the tone in which an outcome is shown."""
    if outcome == "passed":
        return "holds"
    return "open" if outcome in _SILENT else "not-yet"


@dataclass(frozen=True)
class Style:
    """The plain style: what is piped, and what pytest shows. A terminal's style overrides its methods."""

    width: int = 96
    #: The exercise's folder as an editor finds it, in front of the names of its files.
    folder: str = ""

    def mark(self, tone: Tone) -> str:
        """Return the mark of a verdict with a space behind it, "" for none."""
        return ""

    def tile(self, shape: str) -> str:
        """Return the tile of a lesson or an exercise with a space behind it, "" for none."""
        return ""

    def verdict(self, tone: Tone, text: str) -> str:
        """Return the words of a verdict."""
        return text

    def strong(self, text: str) -> str:
        """Return a heading."""
        return text

    def soft(self, text: str) -> str:
        """Return a label."""
        return text

    def code(self, text: str) -> str:
        """Return text whose code stands in backticks."""
        return text

    def fit(self, line: str) -> str:
        """Return a line of a table."""
        return line

    def place(self, where: str) -> str:
        """Return "app.py:31 in add_recipe" with a path that an editor opens."""
        return f"{self.folder}{where}" if _PLACE.match(where) else where

    def wrapped(self, text: str, first: str = "", other: str = "") -> list[str]:
        """Return a text as lines within the width; `first` and `other` stand in front of the lines."""
        lines = textwrap.wrap(
            text, max(self.width - len(other), 20), break_long_words=False, break_on_hyphens=False
        )
        shown = self.code("\n".join(lines)).split("\n")
        return [f"{other if n else first}{line}" for n, line in enumerate(shown)]


PLAIN = Style()
