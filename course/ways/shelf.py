"""The ways into a lesson, in the order of the bar. A new way is a row here."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from course.ways.way import Way

#: The last segment of a way's address → its module in this folder, which holds WAY. Learn has no row: it is
#: the lesson itself.
ROWS = {
    "why": "why",
    "deep": "deep",
    "visualize": "visualize",
    "try": "try_it",
    "challenge": "challenge",
    "project": "project",
    "recall": "recall",
    "cost": "cost",
}
#: Those that take a form: their WAY has `receive`.
FORMS: frozenset[str] = frozenset({"challenge", "recall"})


@cache
def shelf() -> tuple[Way, ...]:
    """Return every way. The modules are loaded with the first lesson that is shown, not with the site."""
    return tuple(import_module(f"course.ways.{module}").WAY for module in ROWS.values())
