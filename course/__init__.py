"""HTTP status codes, learned by doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """Build the course's site with its verbs, as `flask --app course` finds it. See course.site.app."""
    from course.site import app as site
    from course.terminal import main as terminal

    app = site.create_app(config)
    terminal.register(app)
    return app
