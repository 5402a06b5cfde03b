"""Why: what the lesson is good for, and what a careless and a careful app do to a client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.lessons.parser import Source
from course.text.front_matter import Fault
from course.values.lesson import Aside, Pitfall
from course.ways.blocks import blocks_of, nodes_of
from course.ways.way import Way, WayRequest


@dataclass(frozen=True)
class Why:
    """The page: the panels that say why, and the lesson's pitfalls."""

    panels: tuple[Aside, ...]
    pitfalls: tuple[Pitfall, ...]


def build(asked: WayRequest) -> Why:
    """Return the page of a lesson."""
    blocks = blocks_of(asked.lesson)
    panels = tuple(block for block in blocks if isinstance(block, Aside) and block.kind == "why")
    return Why(panels, tuple(block for block in blocks if isinstance(block, Pitfall)))


def values(it: Why) -> dict[str, Any]:
    """Return the page as JSON-ready values."""
    return {"why": [panel.title for panel in it.panels], "pitfalls": len(it.pitfalls)}


def lacks(source: Source) -> Iterator[Fault]:
    """Yield what keeps a lesson from filling this page."""
    if not nodes_of(source, "pitfall"):
        yield Fault(1, "Why has no pitfall to show.", "Add a /// pitfall: the careless and the careful app.")


WAY = Way(
    id="why",
    name="Why",
    purpose="read",
    summary="What goes wrong without it, and for whom. Two minutes.",
    build=build,
    values=values,
    state=lambda asked: (),
    lacks=lacks,
)
