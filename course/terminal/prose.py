"""Markdown of the course as lines of text."""

from __future__ import annotations

import re

from course.grading.style import Style
from course.values import codes


def prose(markdown: str, style: Style) -> list[str]:
    """Return Markdown of the course as lines: paragraphs are wrapped, lists and code stay as they are."""
    lines: list[str] = []
    for block in re.split(r"\n{2,}", spoken(markdown).strip("\n")):
        plain = re.match(r"\s|```|[-*>|] |\d+\. ", block) is None
        lines += ["", *(style.wrapped(block) if plain else block.split("\n"))]
    return lines[1:]


def spoken(markdown: str) -> str:
    """Return Markdown of the course as text for a terminal: {404} becomes "404 Not Found"."""
    return re.sub(r"\{(\d{3})\}", lambda match: codes.speak(int(match[1])), markdown)
