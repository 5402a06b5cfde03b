"""The seam: what a way into a lesson is, what it is handed, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from course.lessons.library import Library
from course.lessons.parser import Source
from course.progress.store import Store
from course.text.front_matter import Fault
from course.values.exercise import Exercise
from course.values.lesson import Lesson, LessonOutline
from course.values.links import Links

if TYPE_CHECKING:
    # The reference is read with the first page that asks for it, not with the site.
    from course.reference.entries import Reference

#: What a way is for: to read, to do something, to keep what was learned.
Purpose = Literal["read", "do", "keep"]
PURPOSES: tuple[Purpose, ...] = ("read", "do", "keep")


class NotThere(Exception):
    """Raised by `build` and `state` when the query names something that the lesson does not have: 404."""


class Refused(Exception):
    """Raised by `receive` for a form that cannot be recorded; the text says what to do."""


@dataclass(frozen=True)
class WayRequest:
    """What a way is handed: one lesson, and whatever it may ask about the course and the learner."""

    lesson: Lesson
    library: Library
    #: The learner's progress. A page only reads it; `receive` may write.
    store: Store
    #: Give every exercise and every lesson's outline that can be read, as of a moment ago.
    exercises: Callable[[], tuple[Exercise, ...]]
    outlines: Callable[[], tuple[LessonOutline, ...]]
    #: Gives what is said of every code.
    reference: Callable[[], Reference]
    links: Links
    #: The query of the address, the first value of each name.
    query: Mapping[str, str]


def nothing_lacks(source: Source) -> Iterable[Fault]:
    """Return no fault: every lesson can fill this way."""
    return ()


@dataclass(frozen=True)
class Way:
    """One way into a lesson. Its template is templates/ways/ID.html."""

    #: The last segment of its address; one of RESERVED_STEP_IDS, so that no step can stand in its place.
    id: str
    #: How the bar names it.
    name: str
    purpose: Purpose
    #: One sentence: what a learner finds here.
    summary: str
    #: Makes the value that the template gets as `it`. Pure, except for what it reads from the store.
    build: Callable[[WayRequest], Any]
    #: Returns the same value ready for JSON.
    values: Callable[[Any], dict[str, Any]]
    #: Returns everything that the page depends on besides the lesson, as a value that can be compared. With
    #: it the page is kept and `build` runs only for another state. None: the page is made each time.
    state: Callable[[WayRequest], Hashable] | None = None
    #: Says, with its line, why a lesson as written cannot fill this way. The content check asks it.
    lacks: Callable[[Source], Iterable[Fault]] = nothing_lacks
    #: Records a form sent to the address of the way, and returns the query of the page that answers ("" for
    #: none). Raises Refused. None: the way takes no form.
    receive: Callable[[WayRequest, Mapping[str, str]], str] | None = None
