"""The map of the course with what the learner did, for every page that shows all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.site.http.services import services
from course.site.present.course_map import PartMark, mark_parts
from course.values.progress import Answer, Run


@dataclass(frozen=True)
class WholeCourse:
    """The nine parts, and the records that their marks were made from."""

    parts: tuple[PartMark, ...]
    answers: Mapping[str, Answer]
    runs: Mapping[str, Run]


def whole_course() -> WholeCourse:
    """Return the nine parts with what the learner did in each."""
    parts = services()
    answers, runs = parts.store.answers(), parts.store.latest_runs()
    marks = mark_parts(parts.library.outlines(), parts.exercises(), answers, parts.store.visited(), runs)
    return WholeCourse(marks, answers, runs)


def course_map() -> tuple[PartMark, ...]:
    """Return the nine parts with what the learner did in each."""
    return whole_course().parts
