"""The colours that a learner chose, kept in a cookie."""

from __future__ import annotations

from typing import Literal, get_args

from flask import request

Theme = Literal["light", "dark", "system"]
THEMES: tuple[Theme, ...] = get_args(Theme)
THEME_COOKIE = "theme"
THEME_WORDS: dict[Theme, str] = {
    "light": "Light theme",
    "dark": "Dark theme",
    "system": "Theme of the system",
}


def theme() -> Theme:
    """Return the colours the learner chose."""
    if "HTTP_COOKIE" not in request.environ:
        return "system"
    chosen = request.cookies.get(THEME_COOKIE, "system")
    return next((name for name in THEMES if name == chosen), "system")
