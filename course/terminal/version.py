"""Which version of the course this is."""

from __future__ import annotations

import sys

from course.places import INSTALLED, SHIPPED

PROJECT = "http-status-codes-course"


def version() -> str:
    """Return the course's version: of the installed project, else the one that the clone's pyproject says."""
    from importlib import metadata

    if INSTALLED:
        return metadata.version(PROJECT)
    import tomllib

    try:
        with open(SHIPPED / "pyproject.toml", "rb") as file:
            return str(tomllib.load(file)["project"]["version"])
    except (OSError, ValueError, KeyError):
        return "of an unknown version"


def version_line() -> str:
    """Return what a report of a fault needs: the course's version, Python's, Flask's."""
    from importlib import metadata

    return f"{PROJECT} {version()} (Python {sys.version.split()[0]}, Flask {metadata.version('flask')})"
