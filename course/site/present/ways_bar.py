"""The bar that names the ways into a lesson. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.values.links import Links
from course.ways.way import PURPOSES, Purpose, Way

#: The lesson itself is the first way of all.
LEARN = "learn"


@dataclass(frozen=True)
class WayLink:
    """One way into a lesson."""

    name: str
    href: str
    #: What `aria-current` says: "page" on the way's own page, "true" on a page that belongs to it, "".
    current: str = ""


@dataclass(frozen=True)
class WayGroup:
    """The ways into a lesson that serve one purpose: to read, to do, to keep."""

    purpose: Purpose
    ways: tuple[WayLink, ...]


def ways_bar(
    shelf: Sequence[Way], links: Links, slug: str, current: str, mark: str = "page"
) -> tuple[WayGroup, ...]:
    """Return the ways that there are, by purpose; `current` names the one that is shown."""

    def link(name: str, id: str, href: str) -> WayLink:
        return WayLink(name, href, mark if id == current else "")

    groups = {
        purpose: [link("Learn", LEARN, links.lesson(slug))] * (purpose == "read") for purpose in PURPOSES
    }
    for way in shelf:
        groups[way.purpose].append(link(way.name, way.id, links.way(slug, way.id)))
    return tuple(WayGroup(purpose, tuple(ways)) for purpose, ways in groups.items() if ways)
