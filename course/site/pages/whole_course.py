"""The map of the course with what the learner did, for every page that shows all of it."""

from __future__ import annotations

from course.site.http.services import services
from course.site.present.course_map import PartMark, mark_parts


def course_map() -> tuple[PartMark, ...]:
    """Return the nine parts with what the learner did in each."""
    parts = services()
    return mark_parts(
        parts.library.outlines(),
        parts.exercises(),
        parts.store.answers(),
        parts.store.visited(),
        parts.store.latest_runs(),
    )
