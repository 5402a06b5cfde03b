"""What an address names, or 404."""

from __future__ import annotations

from flask import abort

from course.site.http.services import services
from course.values.exercise import Exercise
from course.values.lesson import Lesson, LessonOutline, Step


def known(slug: str) -> Exercise:
    """Return the exercise of that folder name. Aborts with 404 when there is none."""
    exercise = services().catalogue.get(slug)
    if exercise is None:
        abort(404, f'There is no exercise "{slug[:80]}".')
    return exercise


def known_outline(slug: str) -> LessonOutline:
    """Return the outline of a lesson. Aborts with 404 when there is none."""
    outline = services().library.outline(slug)
    if outline is None:
        abort(404, f'There is no lesson "{slug[:80]}".')
    return outline


def known_step(slug: str, step_id: str) -> tuple[Lesson, Step]:
    """Return a lesson and one of its steps. Aborts with 404 when there is none."""
    outline = known_outline(slug)
    if step_id not in outline.step_ids:
        abort(404, f'Lesson {outline.number} has no step "{step_id[:80]}".')
    lesson = services().lesson(slug)
    found = lesson.step(step_id)
    if found is None:
        abort(404, f'Lesson {outline.number} has no step "{step_id[:80]}".')
    return lesson, found
