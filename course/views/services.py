"""The parts that a view may ask: lessons, exercises, progress."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from course.catalogue import Catalogue, Exercise, ExerciseError
from course.content.library import Library
from course.progress import Store
from course.views.pages import Pages


@dataclass(frozen=True)
class Services:
    """What the factory wired together."""

    library: Library
    catalogue: Catalogue
    store: Store
    pages: Pages = field(default_factory=Pages)

    def exercises(self) -> tuple[Exercise, ...]:
        """Return every exercise that can be read; one with a mistake keeps none of the others away."""
        found: list[Exercise] = []
        for slug in self.catalogue.slugs():
            with suppress(ExerciseError):
                exercise = self.catalogue.get(slug)
                found += [exercise] if exercise else []
        return tuple(found)


def services() -> Services:
    """Return the services of the app that handles the current request."""
    return cast(Services, current_app.extensions["course"])
