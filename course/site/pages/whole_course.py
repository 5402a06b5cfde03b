"""The map of the course with what the learner did, for every page that shows all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    """Return the nine parts with what the learner did in each: the same object while all of it is the same.

    A lesson or an exercise that an author adds shows up a moment later (Services.known_outlines).
    """
    parts = services()
    outlines, exercises = parts.known_outlines(), parts.known_exercises()
    answers, visited, runs = parts.store.answers(), parts.store.visited(), parts.store.latest_runs()
    # What was read of the files is compared by identity: what did not change on the disk is the same object.
    read = (*map(id, outlines), *map(id, exercises))
    made_of: tuple[Any, ...] = (read, answers, visited, runs)
    last = parts.maps.get("whole")
    if last is None or last[0] != made_of:
        whole = WholeCourse(mark_parts(outlines, exercises, answers, visited, runs), answers, runs)
        # With what it was made of, so that no other object can take an identity in it.
        last = parts.maps["whole"] = (made_of, whole, (outlines, exercises))
    return last[1]


def course_map() -> tuple[PartMark, ...]:
    """Return the nine parts with what the learner did in each."""
    return whole_course().parts
