"""The style of a terminal: its columns, the site's marks, colour where it is wanted. Never colour alone."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import click

from course.grading.style import PLAIN, Style, Tone

#: Columns beyond which a line of prose is hard to read.
MOST = 100
#: The marks of verdicts and of progress, as the site draws them.
MARKS: dict[Tone, str] = {"holds": "●", "not-yet": "◇", "open": "○"}
TILES = {"done": "■", "begun": "◧", "": "□"}
COLOURS: dict[Tone, str] = {"holds": "green", "not-yet": "yellow"}
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


@dataclass(frozen=True)
class Screen(Style):
    """What a terminal shows: marks and columns always, colour and weight when it may."""

    coloured: bool = True
    #: Whether its encoding has the marks; the words say the same.
    marked: bool = True

    def mark(self, tone: Tone) -> str:
        """Return the mark of a verdict in its colour, and a space."""
        return f"{self.verdict(tone, MARKS[tone])} " if self.marked else ""

    def tile(self, shape: str) -> str:
        """Return the tile of a lesson or an exercise, and a space."""
        return f"{TILES[shape]} " if self.marked else ""

    def verdict(self, tone: Tone, text: str) -> str:
        """Return the words of a verdict in their colour."""
        return self._styled(text, fg=COLOURS.get(tone)) if tone in COLOURS else text

    def strong(self, text: str) -> str:
        """Return a heading in bold."""
        return self._styled(text, bold=True)

    def soft(self, text: str) -> str:
        """Return a label, fainter than what it labels."""
        return self._styled(text, dim=True)

    def code(self, text: str) -> str:
        """Return text whose code is bold, without its backticks; each line is styled for itself."""
        return _CODE.sub(lambda match: self._lines(match[1]), text) if self.coloured else text

    def fit(self, line: str) -> str:
        """Return a line of a table that does not go beyond the last column."""
        return line if len(line) <= self.width else f"{line[: self.width - 1].rstrip()}…"

    def _lines(self, text: str) -> str:
        return "\n".join(self._styled(line, bold=True) for line in text.split("\n"))

    def _styled(self, text: str, **how: bool | str | None) -> str:
        return click.style(text, **how) if self.coloured else text  # type: ignore[arg-type]


def screen(exercise: Path | None = None) -> Style:
    """Return the style of the standard output; an exercise's folder stands in front of its files."""
    found = style_of(sys.stdout, os.environ)
    return replace(found, folder=f"{shown(exercise)}{os.sep}") if exercise else found


def style_of(stream: TextIO, env: Mapping[str, str]) -> Style:
    """Return the style for a stream: plain when it is piped, unless colour is asked for."""
    coloured = wants_colour(stream, env)
    if not stream.isatty():
        return Screen(PLAIN.width, coloured=True, marked=_has_marks(stream)) if coloured else PLAIN
    columns = min(shutil.get_terminal_size().columns, MOST)
    return Screen(max(columns, 40), coloured=coloured, marked=_has_marks(stream))


def wants_colour(stream: TextIO, env: Mapping[str, str]) -> bool:
    """Tell whether a stream gets colour: NO_COLOR, then FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM.

    Source: no-color.org, force-color.org, bixense.com/clicolors.
    """
    if env.get("NO_COLOR"):
        return False
    if env.get("FORCE_COLOR", "0") not in ("", "0") or env.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return stream.isatty() and env.get("CLICOLOR", "1") != "0" and env.get("TERM") != "dumb"


def shown(path: Path) -> str:
    """Return a path as an editor opens it: relative to the current folder if it lies there, else absolute."""
    try:
        return os.fspath(path.resolve().relative_to(Path.cwd().resolve()))
    except (ValueError, OSError):
        return os.fspath(path.absolute())


def _has_marks(stream: TextIO) -> bool:
    try:
        "".join([*MARKS.values(), *TILES.values()]).encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
