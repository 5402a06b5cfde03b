"""What a reader hands on who found a mistake: where it is, and with which versions. Nothing is sent. Pure."""

from __future__ import annotations

import platform
from functools import lru_cache
from importlib.metadata import version

from course.values.version import VERSION


@lru_cache(maxsize=1)
def versions() -> str:
    """Return the versions of the course and of everything that answers for it, in one line."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("Flask", "Werkzeug", "pytest"))
    return (
        f"Course {VERSION}, Python {platform.python_version()}, {libraries}, {platform.platform(terse=True)}"
    )


def mistake_report(*lines: str) -> str:
    """Return the text to hand on: what it is about, line by line, then the versions."""
    told = [" ".join(line.split()) for line in lines if line.strip()]
    return "\n".join((*told, versions(), "What is wrong: "))
