"""Project: the lesson's exercises as one path, the larger task of its part, and the capstone."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from course.text.marks import CHIP
from course.values.exercise import Exercise
from course.values.lesson import LessonOutline
from course.values.parts import PARTS, Part
from course.values.progress import Run
from course.ways.way import Way, WayRequest


@dataclass(frozen=True)
class Task:
    """One exercise of the path."""

    exercise: Exercise
    #: The newest run, None when it was never tried.
    run: Run | None
    #: Codes that no exercise of the course before this one asks for.
    new: tuple[int, ...]
    #: How many rows of its contract name a code of the lesson.
    rows: int

    @property
    def opening(self) -> str:
        """Return the first paragraph of the story, Markdown."""
        return self.exercise.story.strip().partition("\n\n")[0]

    @property
    def solved(self) -> bool:
        """Tell whether the newest run solved it."""
        return self.run is not None and self.run.solved


@dataclass(frozen=True)
class Project:
    """The page: the path, then what is larger."""

    path: tuple[Task, ...]
    #: The lesson whose exercises stand here, when this one has none of its own.
    borrowed: LessonOutline | None
    part: Part
    #: The largest exercise of the part, None when it stands in the path.
    larger: Task | None
    #: The last exercise of the course, None when it stands in the path.
    capstone: Task | None

    @property
    def next(self) -> Task | None:
        """Return the first task that is not solved yet."""
        every = (*self.path, *(task for task in (self.larger, self.capstone) if task))
        return next((task for task in every if not task.solved), None)


def build(asked: WayRequest) -> Project:
    """Return the page of a lesson."""
    outline, exercises = asked.lesson.outline, asked.exercises()
    runs = asked.store.latest_runs()
    tasks = {
        exercise.slug: Task(
            exercise, runs.get(exercise.slug), _new(exercise, exercises), _rows(exercise, outline.codes)
        )
        for exercise in exercises
    }
    path, borrowed = _path(outline, exercises, asked.outlines())
    chosen = [_largest(outline.part, exercises, asked.outlines()), exercises[-1] if exercises else None]
    # The larger task of the last part is the capstone; it stands there once.
    larger, capstone = (None if one in path else one for one in chosen)
    return Project(
        tuple(tasks[exercise.slug] for exercise in path),
        borrowed,
        next(part for part in PARTS if part.number == outline.part),
        tasks[larger.slug] if larger and larger != capstone else None,
        tasks[capstone.slug] if capstone else None,
    )


def _path(
    outline: LessonOutline, exercises: Sequence[Exercise], outlines: Sequence[LessonOutline]
) -> tuple[tuple[Exercise, ...], LessonOutline | None]:
    """Return the exercises of a lesson; of one that has none, those of the next lesson of its part."""
    own = tuple(exercise for exercise in exercises if exercise.slug in outline.exercises)
    after = next((other for other in outlines if other.slug > outline.slug), None)
    if own or after is None or after.part != outline.part:
        return own, None
    return tuple(exercise for exercise in exercises if exercise.slug in after.exercises), after


def _largest(part: int, exercises: Sequence[Exercise], outlines: Sequence[LessonOutline]) -> Exercise | None:
    """Return the exercise of a part that takes longest; of two, the one with more rows, or the later."""
    lessons = {outline.slug for outline in outlines if outline.part == part}
    of_part = [exercise for exercise in exercises if exercise.lesson in lessons]
    return max(of_part, key=lambda one: (one.minutes, len(one.rows), one.number), default=None)


def _new(exercise: Exercise, exercises: Sequence[Exercise]) -> tuple[int, ...]:
    before = {code for other in exercises if other.number < exercise.number for code in other.codes}
    return tuple(code for code in exercise.codes if code not in before)


def _rows(exercise: Exercise, codes: Sequence[int]) -> int:
    wanted = {str(code) for code in codes}
    return sum(bool(wanted & set(CHIP.findall(row.answer))) for row in exercise.rows)


def values(it: Project) -> dict[str, Any]:
    """Return the page as JSON-ready values."""

    def told(task: Task | None) -> dict[str, Any] | None:
        if task is None:
            return None
        return {"exercise": task.exercise.slug, "solved": task.solved, "adds": task.new, "rows": task.rows}

    return {
        "path": [told(task) for task in it.path],
        "part": it.part.number,
        "larger": told(it.larger),
        "capstone": told(it.capstone),
    }


def state(asked: WayRequest) -> Hashable:
    """Return what the page depends on besides the lesson: the exercises, where they stand, and the runs."""
    places = tuple(
        (outline.slug, outline.title, outline.part, outline.exercises) for outline in asked.outlines()
    )
    runs = asked.store.latest_runs()
    return asked.exercises(), places, tuple(sorted((slug, run.id) for slug, run in runs.items()))


WAY = Way(
    id="project",
    name="Project",
    purpose="do",
    summary="Build it: the exercises in order, then something larger.",
    build=build,
    values=values,
    state=state,
)
