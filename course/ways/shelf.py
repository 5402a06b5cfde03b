"""The ways into a lesson, in the order of the bar. A new way is a row here."""

from __future__ import annotations

from course.ways import challenge, cost, deep, project, recall, try_it, visualize, why
from course.ways.way import Way

#: Learn is the lesson itself and has no row.
SHELF: tuple[Way, ...] = (
    why.WAY,
    deep.WAY,
    visualize.WAY,
    try_it.WAY,
    challenge.WAY,
    project.WAY,
    recall.WAY,
    cost.WAY,
)
