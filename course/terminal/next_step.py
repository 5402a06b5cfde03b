"""What comes next: the first unsolved exercise behind one, and how to begin with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from course.exercises.catalogue import Catalogue
from course.grading.wording import lesson_path
from course.places import DOOR
from course.progress.store import Store
from course.terminal.screen import shown
from course.values.exercise import Exercise, ExerciseError


def next_open(catalogue: Catalogue, store: Store, after: str = "") -> Exercise | None:
    """Return the first unsolved exercise behind the one named `after`, else from the start, or None."""
    solved = store.solved()
    rest = [one for one in _readable(catalogue) if one.slug not in solved and one.slug != after]
    return next((one for one in rest if one.slug > after), rest[0] if rest else None)


def _readable(catalogue: Catalogue) -> Iterator[Exercise]:
    """Yield the exercises; one with a mistake in its README keeps none of the others away."""
    for slug in catalogue.slugs():
        with suppress(ExerciseError, OSError):
            exercise = catalogue.get(slug)
            if exercise is not None:
                yield exercise


def next_lines(catalogue: Catalogue, store: Store, after: str = "") -> list[str]:
    """Return what to do next as lines: the exercise, its file, and how to grade it."""
    exercise = next_open(catalogue, store, after)
    if exercise is None:
        return ["Every exercise is solved."]
    return [
        f"Next: {exercise.slug}, {exercise.title}",
        f"  read  {lesson_path(f'{exercise.lesson}#{exercise.step}')}",
        f"  edit  {shown(exercise.source_path)}",
        f"  then  {DOOR} grade {exercise.slug[:2]}",
    ]
