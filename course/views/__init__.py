"""What the browser sees. Nothing below this package knows of Flask."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add the guards, the error pages and every page of the course to an app."""
    from course.views import caching, errors, exercises, home, lessons, rendering, safety, styleguide

    rendering.register(app)
    safety.register(app)
    errors.register(app)
    caching.register(app)
    for part in (home, lessons, exercises, styleguide):
        app.register_blueprint(part.bp)
