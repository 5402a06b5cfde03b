"""`list`: the parts, their lessons and exercises in the order of the course, and how far each one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from course.grading.style import Style
from course.places import DOOR
from course.terminal.assignments import assigned_lines, complain_of_damage
from course.terminal.group import Course, complain, current, say
from course.terminal.next_step import next_lines
from course.terminal.screen import screen

if TYPE_CHECKING:
    from course.site.present.course_map import ExerciseMark, LessonMark, PartMark
    from course.values.lesson import LessonOutline

#: Columns of a title that are worth showing.
SOME = 12


@click.command("list")
def list_() -> None:
    """Show lessons and exercises, and how far you are."""
    for line in overview(current(), screen()):
        say(line)
    complain_of_damage(current().store.assignments)


def overview(course: Course, style: Style) -> Iterator[str]:
    """Yield the lines of the list."""
    from course.site.present.course_map import mark_parts

    store, outlines = course.store, _outlines(course)
    runs = store.latest_runs()
    parts = mark_parts(outlines, course.exercises(), store.answers(), store.visited(), runs)
    ever = store.ever_solved() - {slug for slug, run in runs.items() if run.solved}
    width = max([len(one.slug) for part in parts for one in part.exercises], default=0)
    for part in parts:
        yield from _part_lines(part, style, width, ever)
    yield ""
    yield from assigned_lines(store.assignments, parts, style)
    yield _total(parts)
    yield from next_lines(course.catalogue, store)


def _outlines(course: Course) -> Sequence[LessonOutline]:
    from course.values.mistakes import CourseContentError

    try:
        return course.library.outlines()
    except CourseContentError as error:
        complain(f"The lessons cannot be read: {error.errors[0]} {DOOR} check shows everything.")
        return ()


def _part_lines(part: PartMark, style: Style, width: int, ever: set[str]) -> Iterator[str]:
    """Yield a part's lines: each lesson with its exercises, then exercises whose lesson cannot be read."""
    if part.lessons or part.exercises:
        yield style.strong(f"{part.part.number}. {part.part.title}")
    left = list(part.exercises)
    for lesson in part.lessons:
        yield _lesson_line(lesson, style)
        for exercise in [one for one in left if one.lesson == lesson.outline.slug]:
            left.remove(exercise)
            yield _exercise_line(exercise, style, width, ever)
    for exercise in left:
        yield _exercise_line(exercise, style, width, ever)


def _lesson_line(lesson: LessonMark, style: Style) -> str:
    minutes = "" if lesson.tile else f", {lesson.outline.minutes} min"
    head = f"{style.tile(lesson.tile)}{lesson.number:02}  "
    return _row(f"  {head}", lesson.outline.title, f"{lesson.brief}{minutes}", style)


def _exercise_line(exercise: ExerciseMark, style: Style, width: int, ever: set[str]) -> str:
    words = f"{exercise.words}, solved before" if exercise.slug in ever else exercise.words
    head = f"{style.tile(exercise.tile)}{exercise.slug:<{width}}  "
    return _row(f"      {head}", exercise.title, words, style)


def _row(head: str, title: str, words: str, style: Style) -> str:
    """Return a row whose last column ends with the width; a title is shortened or left out for that."""
    room = style.width - len(head) - len(words) - 2
    if room < min(len(title), SOME):
        return f"{head.rstrip()}  {words}"
    title = title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
    return f"{head}{title:<{room}}  {words}"


def _total(parts: Sequence[PartMark]) -> str:
    exercises, lessons = sum(len(one.exercises) for one in parts), sum(len(one.lessons) for one in parts)
    solved, read = sum(one.solved for one in parts), sum(one.read for one in parts)
    return f"Solved: {solved} of {exercises} exercises. Finished: {read} of {lessons} lessons."
