"""Headings that can be linked to: each with an id of its own on its page. Pure."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

#: Ids that the frame of a page uses already.
RESERVED = frozenset({"main", "live", "where", "steps", "rest", "next", "console", "exercises"})
TAG = re.compile(r"<[^>]*>")
HEADING = re.compile(r"<h([3-6])>(.*?)</h\1>", re.DOTALL)


class Anchors:
    """Gives ids away, each once for a page."""

    def __init__(self) -> None:
        self._taken = set(RESERVED)

    def of(self, heading_html: str, fallback: str = "section") -> str:
        """Return an id made from the words of a heading; a second one of the same words gets a number."""
        words = slug_of(heading_html) or fallback
        base = words if words[0].isalpha() else f"{fallback}-{words}"
        number, name = 1, base
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name)
        return name


def slug_of(heading_html: str) -> str:
    """Return the words of a heading in the form of an address: "Follow `Location`" is "follow-location"."""
    text = unescape(TAG.sub("", heading_html))
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:60].rstrip("-")


def linked(heading_html: str, anchor: str) -> str:
    """Return a heading's inside as a link to itself; one that holds a link already stays without.

    A prompt that is one paragraph loses its <p>, which may not stand in a heading.
    """
    if heading_html.startswith("<p>") and heading_html.count("<p>") == 1:
        heading_html = heading_html.removeprefix("<p>").removesuffix("</p>")
    if "<a " in heading_html:
        return heading_html
    return f'<a class="anchor" href="#{anchor}">{heading_html}</a>'


def raised(html: str, anchors: Anchors) -> str:
    """Return prose with its headings one level higher, each a link to itself.

    Prose begins at h3, because something may stand above it. In a step its headings stand beside those of
    the blocks, which are h2.
    """

    def heading(match: re.Match[str]) -> str:
        level, inside = int(match[1]) - 1, match[2]
        anchor = anchors.of(inside)
        return f'<h{level} id="{anchor}">{linked(inside, anchor)}</h{level}>'

    return HEADING.sub(heading, html)
