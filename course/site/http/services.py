"""The parts that a view may ask: lessons, exercises, progress."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask import current_app

from course.exercises.catalogue import Catalogue
from course.grading.transport import MakeTransport
from course.lessons.library import Library
from course.practice.background import Background
from course.progress.store import Store
from course.site.http.kept_pages import Pages
from course.values.exercise import Exercise, ExerciseError

if TYPE_CHECKING:
    from course.reference.decision import Decision
    from course.reference.entries import Reference


@dataclass(frozen=True)
class Services:
    """What the factory wired together."""

    library: Library
    catalogue: Catalogue
    store: Store
    #: Makes what carries a learner's code to where it runs.
    transport: MakeTransport
    pages: Pages = field(default_factory=Pages)

    @cached_property
    def background(self) -> Background:
        """Return what grades, follows and sends requests; nothing of it runs before it is needed."""
        return Background(self.catalogue, self.store, self.transport)

    @cached_property
    def reference(self) -> Reference:
        """Return what is said of every code; read with the first page that asks for it."""
        from course.reference import entries as reference

        return reference.load()

    @cached_property
    def walk(self) -> Decision:
        """Return the walk from a request's first fault to one code; read with the first page of it."""
        from course.reference import decision

        return decision.load()

    def close(self) -> None:
        """End every process, thread and connection that the site started."""
        self.background.close()
        self.store.close()

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
