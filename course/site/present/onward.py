"""What a learner does next: the first unfinished thing behind the last thing they did.

What was done is an answer or a run. Opening a page is not, so no visit of an old page moves the way on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from course.site.present.course_map import ExerciseMark, LessonMark, PartMark, StepMark, counted
from course.values.links import Links
from course.values.progress import Answer, Run


@dataclass(frozen=True)
class Onward:
    """Where a learner goes on."""

    href: str
    #: "Lesson 10, step 4: Name every field", for lists.
    label: str
    #: "Lesson 10, step 4 of 8".
    place: str
    title: str
    summary: str
    #: What the button says.
    action: str
    #: What it takes: minutes, steps.
    cost: str


@dataclass(frozen=True)
class _Thing:
    """A step of a lesson or an exercise, in the order of the course."""

    lesson: LessonMark | None = None
    step: StepMark | None = None
    exercise: ExerciseMark | None = None

    @property
    def finished(self) -> bool:
        state = self.step.state if self.step else self.exercise.state if self.exercise else "done"
        return state in ("done", "missed")


def onward(
    parts: Iterable[PartMark], answers: Mapping[str, Answer], runs: Mapping[str, Run], links: Links
) -> Onward | None:
    """Return the first unfinished thing behind the last one done, None when everything is finished."""
    things = list(_in_order(parts))
    start = _last_done(things, answers, runs)
    found = next((thing for thing in (*things[start:], *things[:start]) if not thing.finished), None)
    if found is None:
        return None
    if found.lesson and found.step:
        return _to_step(found.lesson, found.step, links)
    return _to_exercise(found.exercise, links) if found.exercise else None


def open_exercises(parts: Iterable[PartMark]) -> tuple[ExerciseMark, ...]:
    """Return the exercises that were tried and are not solved yet."""
    return tuple(exercise for part in parts for exercise in part.exercises if exercise.state == "part")


def _in_order(parts: Iterable[PartMark]) -> Iterator[_Thing]:
    for part in parts:
        slugs = {lesson.outline.slug for lesson in part.lessons}
        for lesson in part.lessons:
            yield from (_Thing(lesson, step) for step in lesson.steps)
            yield from (_Thing(exercise=e) for e in part.exercises if e.lesson == lesson.outline.slug)
        yield from (_Thing(exercise=e) for e in part.exercises if e.lesson not in slugs)


def _last_done(things: Sequence[_Thing], answers: Mapping[str, Answer], runs: Mapping[str, Run]) -> int:
    """Return the index of the thing that was answered or run last, 0 before the first time."""
    at = [_done_at(thing, answers, runs) for thing in things]
    latest = max(at, default="")
    return at.index(latest) if latest else 0


def _done_at(thing: _Thing, answers: Mapping[str, Answer], runs: Mapping[str, Run]) -> str:
    """Return when a thing was answered or run last, "" for never. Stored times sort as text."""
    if thing.lesson and thing.step:
        outline = thing.lesson.outline.steps[thing.step.number - 1]
        asked = (*outline.question_ids, *outline.myth_ids)
        return max((answers[name].answered_at for name in asked if name in answers), default="")
    run = runs.get(thing.exercise.slug) if thing.exercise else None
    return run.recorded_at if run else ""


def _to_step(lesson: LessonMark, step: StepMark, links: Links) -> Onward:
    outline = lesson.outline
    begun = lesson.answered > 0
    left = len(lesson.steps) - lesson.answered
    minutes = max(1, round(outline.minutes * left / len(lesson.steps)))
    return Onward(
        links.step(outline.slug, step.id) if begun else links.lesson(outline.slug),
        f"Lesson {outline.number}, step {step.number}: {step.title}"
        if begun
        else f"Lesson {outline.number}: {outline.title}",
        f"Lesson {outline.number}, step {step.number} of {len(lesson.steps)}",
        outline.title,
        outline.summary,
        f"Go on with step {step.number}" if begun else f"Begin with lesson {outline.number}",
        f"{counted(minutes, 'minute')}, {counted(left, 'step')}{' left' if begun else ''}",
    )


def _to_exercise(exercise: ExerciseMark, links: Links) -> Onward:
    begun = exercise.state == "part"
    return Onward(
        links.exercise(exercise.slug),
        f"Exercise {exercise.number}: {exercise.title}",
        f"Exercise {exercise.number:02}",
        exercise.title,
        f"So far: {exercise.words}."
        if begun
        else "A small Flask app that says the wrong thing, for you to repair.",
        f"{'Go on with' if begun else 'Begin'} exercise {exercise.number}",
        f"{counted(exercise.minutes, 'minute')}, {exercise.level}",
    )
