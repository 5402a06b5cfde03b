"""The parts that a view may ask: lessons, exercises, progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

from flask import current_app

from course.exercises.catalogue import Catalogue
from course.grading.transport import MakeTransport
from course.lessons.library import Library
from course.practice.background import Background
from course.progress.store import Store
from course.site.http.address import links
from course.site.http.kept_pages import Pages
from course.site.http.remembered import Remembered
from course.values.exercise import Exercise
from course.values.lesson import Lesson, LessonOutline
from course.values.links import Links
from course.ways.shelf import shelf
from course.ways.way import Way

if TYPE_CHECKING:
    from course.reference.decision import Decision
    from course.reference.entries import Reference
    from course.reference.glossary import Glossary
    from course.reference.predictions import Predictions
    from course.reference.search.finder import Finder
    from course.reference.search.searches import Searches
    from course.reference.usage import Usage, Usages


@dataclass(frozen=True)
class Services:
    """What the factory wired together."""

    library: Library
    catalogue: Catalogue
    store: Store
    #: Makes what carries a learner's code to where it runs.
    transport: MakeTransport
    #: The ways into a lesson that were handed in, None for those of the shelf.
    own_ways: tuple[Way, ...] | None = None
    pages: Pages = field(default_factory=Pages)
    remembered: Remembered = field(default_factory=Remembered)

    @cached_property
    def background(self) -> Background:
        """Return what grades, follows and sends requests; nothing of it runs before it is needed."""
        return Background(self.catalogue, self.store, self.transport)

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return the ways into a lesson, in the order of the bar."""
        return shelf() if self.own_ways is None else self.own_ways

    @property
    def reference(self) -> Reference:
        """Return what is said of every code; read with the first page that asks for it."""
        return _reference(links())

    @cached_property
    def walk(self) -> Decision:
        """Return the walk from a request's first fault to one code; read with the first page of it."""
        from course.reference import decision

        return decision.load()

    @cached_property
    def usages(self) -> Usages:
        """Return what knows where the course speaks of a code."""
        from course.reference.usage import Usages

        return Usages(self.library)

    @cached_property
    def predictions(self) -> Predictions:
        """Return what knows the code behind a prediction."""
        from course.reference.predictions import Predictions

        return Predictions(self.library)

    def usage(self, code: int) -> Usage:
        """Return where the course speaks of a code."""
        return self.remembered.get(("usage", code), lambda: self.usages.of(code, self.known_exercises()))

    @cached_property
    def searches(self) -> Searches:
        """Return what keeps the search; nothing is written before the first question."""
        from course.reference.search.searches import Searches

        return Searches(self.library)

    def finder(self) -> Finder:
        """Return what finds in the course as it was a moment ago. Raises SearchUnavailable."""
        return self.remembered.get(
            "finder", lambda: self.searches.finder(self.reference, self.walk, self.known_exercises())
        )

    def glossary(self) -> Glossary:
        """Return the terms that the lessons define, as of a moment ago."""
        from course.reference import glossary

        return self.remembered.get("glossary", lambda: glossary.read(self.library))

    def lesson(self, slug: str) -> Lesson:
        """Return a lesson with the addresses of this site. Raises KeyError and CourseContentError."""
        return self.library.under(links()).lesson(slug)

    def known_exercises(self) -> tuple[Exercise, ...]:
        """Return every exercise that can be read, as of a moment ago."""
        return self.remembered.get("exercises", self.exercises)

    def known_slugs(self) -> tuple[str, ...]:
        """Return the folder names of all exercises, as of a moment ago."""
        return self.remembered.get("slugs", self.catalogue.slugs)

    def known_outlines(self) -> tuple[LessonOutline, ...]:
        """Return the outline of every lesson that can be read, as of a moment ago."""
        return self.remembered.get("outlines", self.library.outlines)

    def close(self) -> None:
        """End every process, thread and connection that the site started."""
        self.background.close()
        self.store.close()

    def exercises(self) -> tuple[Exercise, ...]:
        """Return every exercise that can be read; one with a mistake keeps none of the others away."""
        return self.catalogue.readable()


@lru_cache(maxsize=4)
def _reference(links: Links) -> Reference:
    from course.reference import entries

    return entries.load(links)


def services() -> Services:
    """Return the services of the app that handles the current request."""
    return cast(Services, current_app.extensions["course"])
