"""The ways into a lesson, in the order of the bar. A new way is a row here."""

from __future__ import annotations

from course.ways import cost, deep, project, try_it, why
from course.ways.way import Way

#: Learn is the lesson itself and has no row.
SHELF: tuple[Way, ...] = (why.WAY, deep.WAY, try_it.WAY, project.WAY, cost.WAY)
