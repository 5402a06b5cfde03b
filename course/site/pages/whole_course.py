"""The map of the course with what the learner did, for every page that shows all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import is_
from typing import Any

from course.site.http.services import services
from course.site.present.course_map import PartMark, mark_parts
from course.values.exercise import Exercise
from course.values.lesson import LessonOutline
from course.values.progress import Answer, Run


@dataclass(frozen=True)
class WholeCourse:
    """The nine parts, and the records that their marks were made from."""

    parts: tuple[PartMark, ...]
    answers: Mapping[str, Answer]
    runs: Mapping[str, Run]


@dataclass(frozen=True)
class Made:
    """A map with what it was made of."""

    whole: WholeCourse
    outlines: tuple[LessonOutline, ...]
    exercises: tuple[Exercise, ...]
    records: tuple[Any, ...]

    def was_read(self, outlines: tuple[LessonOutline, ...], exercises: tuple[Exercise, ...]) -> bool:
        """Tell whether lessons and exercises are the same objects: they are while no file changed."""
        return _same(self.outlines, outlines) and _same(self.exercises, exercises)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return one is other or (len(one) == len(other) and all(map(is_, one, other)))


def whole_course() -> WholeCourse:
    """Return the nine parts with what the learner did in each: the same object while all of it is the same.

    A lesson or an exercise that an author adds shows up a moment later (Services.known_outlines).
    """
    parts = services()
    outlines, exercises = parts.known_outlines(), parts.known_exercises()
    answers, visited, runs = parts.store.answers(), parts.store.visited(), parts.store.latest_runs()
    last: Made | None = parts.maps.get("whole")
    if last and last.records == (answers, visited, runs) and last.was_read(outlines, exercises):
        return last.whole
    whole = WholeCourse(mark_parts(outlines, exercises, answers, visited, runs), answers, runs)
    parts.maps["whole"] = Made(whole, outlines, exercises, (answers, visited, runs))
    return whole


def course_map() -> tuple[PartMark, ...]:
    """Return the nine parts with what the learner did in each."""
    return whole_course().parts
