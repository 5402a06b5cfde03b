"""The way from an exercise or a check to the step that teaches it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from course.site.http.services import services
from course.site.present.verdicts import Verdict
from course.values.exercise import Exercise


@dataclass(frozen=True)
class Teaches:
    """The lesson, and the step of it, that an exercise belongs to."""

    href: str
    label: str


def teaches(exercise: Exercise) -> Teaches | None:
    """Return the way to the lesson an exercise belongs to, None while it is being written."""
    return step_link(exercise.lesson, exercise.step)


def steps_of(verdict: Verdict | None) -> dict[str, Teaches]:
    """Return the ways to the lesson steps that the checks of a verdict name, those that exist."""
    named = {view.check.step: view.step_parts for view in verdict.checks} if verdict else {}
    found = {name: step_link(*parts) for name, parts in named.items() if name}
    return {name: link for name, link in found.items() if link}


def step_link(lesson: str, step_id: str) -> Teaches | None:
    """Return the way to a step, or to its lesson when the step is not there, None without a lesson."""
    outline = services().library.outline(lesson)
    if outline is None:
        return None
    for number, step in enumerate(outline.steps, 1):
        if step.id == step_id:
            href = url_for("steps.step", slug=lesson, step_id=step_id)
            return Teaches(href, f"Lesson {outline.number}, step {number}: {step.title}")
    return Teaches(url_for("lessons.overview", slug=lesson), f"Lesson {outline.number}: {outline.title}")
