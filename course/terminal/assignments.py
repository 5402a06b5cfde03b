"""`assign` writes an assignment for a class; `take` puts one in place, and `list` shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.grading.style import Style
from course.places import DOOR
from course.terminal.group import Trouble, Unknown, complain, current, file_troubles, named_exercises, say
from course.terminal.screen import shown

if TYPE_CHECKING:
    from course.progress.assignments import Assignments
    from course.site.present.assigned import Assigned
    from course.site.present.course_map import PartMark
    from course.values.assignment import Assignment
    from course.values.exercise import Exercise


@click.command()
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...", shell_complete=named_exercises)
@click.option("--by", required=True, metavar="DAY", help="The last day, such as 2027-01-15.")
@click.option("--title", help="What learners read; the same title replaces. Default: the numbers.")
@click.option("--out", type=click.Path(path_type=Path), help="The file; default: the title with .json.")
def assign(slugs: tuple[str, ...], by: str, title: str | None, out: Path | None) -> None:
    """Write a file that assigns exercises to a class.

    A learner puts it in place with `take FILE`, or on the page Progress. The day is the learner's own, to its
    end. After it, nothing is locked: late is only shown.
    """
    from course.values.assignment import Assignment, AssignmentError, day_of, title_of

    course = current()
    exercises = tuple(dict.fromkeys(course.exercise(word) for word in slugs))
    try:
        named = title_of(_numbers(exercises) if title is None else title)
        made = Assignment(named, day_of(by), tuple(one.slug for one in exercises))
    except AssignmentError as error:
        raise Unknown(str(error)) from None
    file = out or Path(_file_name(made.title))
    _write(file, made)
    if made.by < date.today():
        complain(f"Note: {made.by} has passed.")
    say(f"{shown(file)} assigns {', '.join(made.exercises)} by the end of {made.by}. A learner takes it with")
    say(f"  {DOOR} take {file.name}")


def _numbers(exercises: Iterable[Exercise]) -> str:
    """Return the numbers of exercises as a title: "Exercises 05 to 07, 12"."""
    numbers = sorted({one.number for one in exercises})
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = (f"{first:02}" if first == last else f"{first:02} to {last:02}" for first, last in spans)
    return f"{'Exercise' if len(numbers) == 1 else 'Exercises'} {', '.join(words)}"


def _file_name(title: str) -> str:
    """Return the name of a file for a title: "week-3.json"."""
    words = re.sub(r"[^\w]+", "-", title).strip("-").lower()
    return f"{words[:60] or 'assignment'}.json"


def _write(file: Path, made: Assignment) -> None:
    """Write the file; one that is there is replaced only when it is an assignment. Raises Trouble."""
    from course.values.assignment import written
    from course.values.whole_file import write_whole

    if file.exists() and not _is_assignment(file):
        raise Trouble(f"{file} is there and is not an assignment. It is left alone; --out names another one.")
    try:
        write_whole(file, written(made))
    except OSError as error:
        raise Trouble(f"{file} cannot be written ({error.strerror}).") from None


def _is_assignment(file: Path) -> bool:
    try:
        read_assignment(file)
    except Trouble:
        return False
    return True


def read_assignment(file: Path, slugs: Collection[str] | None = None) -> Assignment:
    """Return the assignment in a file, with exercises of this course only when those are named.

    Raises Trouble with one sentence.
    """
    from course.values.assignment import MOST, AssignmentError, check_known, read
    from course.values.plain_file import Unreadable, read_plain

    try:
        found = read(read_plain(file, "an assignment", MOST))
        if slugs is not None:
            check_known(found, slugs)
    except Unreadable as error:
        raise Trouble(str(error)) from None
    except AssignmentError as error:
        raise Trouble(f"{file}: {error}") from None
    return found


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--drop", metavar="TITLE", help="Forget the assignment of this title, or of its beginning.")
def take(file: Path | None, drop: str | None) -> None:
    """Take an assignment that your teacher handed out.

    FILE is what `assign` wrote. Without it, the assignments that you took are shown. One with the same title
    is replaced. Nothing that you wrote is changed, neither by taking nor by dropping.
    """
    course = current()
    kept = course.store.assignments
    if file is not None and drop is not None:
        raise Unknown("Take a file or drop a title, not both at once.")
    if drop is not None:
        _drop(kept, drop)
    elif file is not None:
        found = read_assignment(file, course.catalogue.slugs())
        with file_troubles():
            replaced = kept.take(found)
        say(f"“{found.title}” is {'replaced' if replaced else 'taken'}: {', '.join(found.exercises)}")
        say(f"by the end of {found.by}. {DOOR} list shows it.")
    else:
        for one in kept.all():
            say(f"{one.by}  {one.title}")
        if not kept.all():
            say(f"No assignment is taken. {DOOR} take FILE takes one.")
    complain_of_damage(kept)


def complain_of_damage(kept: Assignments) -> None:
    """Say which files of assignments cannot be read, a sentence each."""
    for name in kept.damaged():
        complain(f"{kept.folder / name} is damaged and left out. Take that assignment again.")


def _drop(kept: Assignments, title: str) -> None:
    """Forget the one assignment whose title begins so. Raises Unknown when there is none or more than one."""
    word = title.strip().casefold()
    begin = [one for one in kept.all() if word and one.title.casefold().startswith(word)]
    found = [one for one in begin if one.title.casefold() == word] or begin
    if len(found) != 1:
        there = ", ".join(f"“{one.title}”" for one in found or kept.all())
        count = "more than one" if found else "no"
        raise Unknown(f"There is {count} assignment “{title}”. {f'Here: {there}.' if there else ''}".strip())
    with file_troubles():
        kept.drop(found[0].id)
    say(f"“{found[0].title}” is dropped. What you wrote stays.")


def assigned_lines(kept: Assignments, parts: Iterable[PartMark], style: Style) -> Iterator[str]:
    """Yield the assignments with their exercises, as `list` shows them; nothing without any."""
    from course.site.present.assigned import assigned

    for one in assigned(kept.all(), parts, date.today()):
        yield style.strong(one.title)
        yield f"  {one.brief}"
        yield from _exercise_lines(one, style)
        yield ""


def _exercise_lines(one: Assigned, style: Style) -> Iterator[str]:
    width = max([len(mark.slug) for mark in one.exercises], default=0)
    for mark in one.exercises:
        yield f"  {style.tile(mark.tile)}{mark.slug:<{width}}  {mark.words}"
    if one.missing:
        yield f"  This course does not have {', '.join(one.missing)} any more."


def export_words(titles: Iterable[str]) -> str:
    """Return what an export says of assignments, "" without any."""
    named = ", ".join(f"“{title}”" for title in titles)
    return f"Assignments in it: {named}." if named else ""
