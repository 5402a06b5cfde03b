"""The parts that a view may ask: lessons, exercises, progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from course.catalogue import Catalogue
from course.content.library import Library
from course.progress import Store


@dataclass(frozen=True)
class Services:
    """What the factory wired together."""

    library: Library
    catalogue: Catalogue
    store: Store


def services() -> Services:
    """Return the services of the app that handles the current request."""
    return cast(Services, current_app.extensions["course"])
