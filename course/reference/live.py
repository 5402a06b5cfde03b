"""The small apps of the reference with their real answers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from course.lessons import apps
from course.text.html import code_lines
from course.values.lesson import Panel
from course.values.wire import Request


def live(app: Path, requests: tuple[Request, ...]) -> Panel:
    """Return a shipped app with its real answers. Run once, and again when its file changes."""
    return _live(app, requests, app.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _live(app: Path, requests: tuple[Request, ...], _: int) -> Panel:
    source = app.read_text(encoding="utf-8")
    return Panel(app.name, code_lines(source), apps.run(app, requests))
