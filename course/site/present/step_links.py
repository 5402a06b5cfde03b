"""The way from an exercise or a check to the step that teaches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from course.grading.nudges import Nudge
from course.site.present.verdicts import Verdict
from course.values.exercise import Exercise
from course.values.lesson import LessonOutline
from course.values.links import Links

#: Finds the outline of a lesson by its folder name, None when there is none.
OutlineOf = Callable[[str], LessonOutline | None]


@dataclass(frozen=True)
class Teaches:
    """The lesson, and the step of it, that an exercise belongs to."""

    href: str
    label: str


def teaches(exercise: Exercise, outline_of: OutlineOf, links: Links) -> Teaches | None:
    """Return the way to the lesson an exercise belongs to, None while it is being written."""
    return step_link(outline_of(exercise.lesson), exercise.step, links)


def steps_of(verdict: Verdict | None, outline_of: OutlineOf, links: Links) -> dict[str, Teaches]:
    """Return the ways to the lesson steps that the checks of a verdict name, those that exist."""
    named = {view.check.step: view.step_parts for view in verdict.checks} if verdict else {}
    found = {name: step_link(outline_of(parts[0]), parts[1], links) for name, parts in named.items() if name}
    return {name: link for name, link in found.items() if link}


def nudge_step(nudge: Nudge | None, outline_of: OutlineOf, links: Links) -> Teaches | None:
    """Return the way to the lesson step that a nudge offers, None when it offers none that is there."""
    lesson, _, step = nudge.step.partition("#") if nudge else ("", "", "")
    return step_link(outline_of(lesson), step, links) if lesson else None


def step_link(outline: LessonOutline | None, step_id: str, links: Links) -> Teaches | None:
    """Return the way to a step, or to its lesson when the step is not there, None without a lesson."""
    if outline is None:
        return None
    for number, step in enumerate(outline.steps, 1):
        if step.id == step_id:
            href = links.step(outline.slug, step_id)
            return Teaches(href, f"Lesson {outline.number}, step {number}: {step.title}")
    return Teaches(links.lesson(outline.slug), f"Lesson {outline.number}: {outline.title}")
