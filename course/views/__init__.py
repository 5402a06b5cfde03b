"""What the browser sees. Nothing below this package knows of Flask."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add the guards, the error pages and every page of the course to an app."""
    from course.views import (
        caching,
        codes,
        decide,
        errors,
        exercises,
        home,
        lessons,
        rendering,
        safety,
        search,
        styleguide,
    )

    join_workbench()
    rendering.register(app)
    safety.register(app)
    errors.register(app)
    caching.register(app)
    for part in (home, lessons, exercises, codes, decide, search, styleguide):
        app.register_blueprint(part.bp)


def join_workbench() -> None:
    """Let the parts of an exercise's page, each a module of its own, join the blueprint of the exercises."""
    from course.views import console, history, runs, source  # noqa: F401 - being imported is what they need
