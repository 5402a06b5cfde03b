"""The verbs of a teacher: grade-class, items, autograder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.places import DOOR, in_clone
from course.terminal.assignments import read_assignment
from course.terminal.author import counted
from course.terminal.ending import stop_if_interrupted
from course.terminal.group import Course, Trouble, Unknown, complain, current, named_exercises, say
from course.terminal.screen import shown

if TYPE_CHECKING:
    from course.classroom.gradings import Ledger
    from course.classroom.items import Item, Question
    from course.classroom.submissions import Submission
    from course.values.assignment import Assignment
    from course.values.exercise import Exercise

#: Columns of the bar.
BAR = 30


@click.command("grade-class")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@click.option("--out", type=click.Path(path_type=Path), help="Where results go; default: FOLDER-grades.")
@click.option(
    "--assignment", "file", type=click.Path(path_type=Path), help="Count the exercises of this file."
)
@click.option("--jobs", type=click.IntRange(1, 64), help="Files graded at once; default: one per processor.")
def grade_class(
    folder: Path, slugs: tuple[str, ...], out: Path | None, file: Path | None, jobs: int | None
) -> None:
    """Grade the work of a class with the course's own checks.

    FOLDER holds a folder for each learner (05_created/app.py in it), or a file that `export` wrote. Without
    SLUG or assignment: every exercise that somebody handed in. What was graded already is not graded again.
    """
    from course.classroom.gradings import Ledger
    from course.classroom.results import results_of
    from course.classroom.written import write_results
    from course.values.version import VERSION

    course = current()
    assignment = _assignment(course, file, slugs)
    exercises, class_ = _class(course, folder, assignment.exercises if assignment else slugs)
    target = out or folder.resolve().with_name(f"{folder.resolve().name}-grades")
    if target.resolve().is_relative_to(folder.resolve()):
        raise Trouble(f"Results cannot go into {folder}: they would be read as a learner's. Use --out.")
    with _disk(target):
        target.mkdir(parents=True, exist_ok=True)
        ledger = Ledger(target / "gradings.jsonl")
        _grade_left(class_, exercises, ledger, jobs or os.cpu_count() or 1)
        results = results_of(class_, exercises, ledger.read(), assignment)
        names = write_results(results, target, VERSION)
    for one in class_:
        for trouble in one.troubles:
            complain(f"{one.learner}: {trouble}")
    solved = sum(one.solved for one in results.gradings)
    counts = f"{counted(len(class_), 'learner')}, {counted(len(results.gradings), 'file')}, {solved} solved"
    say(f"{counts}. Results are in {shown(target)}: {', '.join(names)}, and a folder for each other format.")


def _assignment(course: Course, file: Path | None, slugs: tuple[str, ...]) -> Assignment | None:
    """Return the assignment in a file, None when none is named. Raises Trouble."""
    if file is None:
        return None
    if slugs:
        raise Unknown("Name exercises or an assignment, not both.")
    return read_assignment(file, course.catalogue.slugs())


def _class(
    course: Course, folder: Path, slugs: tuple[str, ...]
) -> tuple[tuple[Exercise, ...], tuple[Submission, ...]]:
    """Return the exercises that count, and the learners. Raises Trouble."""
    from course.classroom.submissions import ClassError, handed_in, read_class

    named = tuple(dict.fromkeys(course.exercise(word) for word in slugs))
    try:
        class_ = read_class(folder, named or course.exercises())
    except ClassError as error:
        raise Trouble(str(error)) from None
    there = {slug for _, slug, _ in handed_in(class_)}
    return named or tuple(one for one in course.exercises() if one.slug in there), class_


def _grade_left(
    class_: tuple[Submission, ...], exercises: tuple[Exercise, ...], ledger: Ledger, workers: int
) -> None:
    from course.classroom.grade import grade_jobs, jobs_of, left
    from course.grading.machine.process import Grader
    from course.grading.transport import GraderError

    jobs = jobs_of(class_, exercises)
    todo = left(jobs, ledger.read())
    if len(todo) < len(jobs):
        complain(f"{len(jobs) - len(todo)} of {counted(len(jobs), 'file')} were graded before.")
    try:
        grade_jobs(todo, ledger, Grader, min(workers, len(todo)), _bar(len(todo)))
    except GraderError as error:
        raise Trouble(f"Grading ended: {error}. The same command goes on.") from None


@contextmanager
def _disk(target: Path) -> Iterator[None]:
    """Say in one sentence that results cannot be written, and that nothing is lost."""
    try:
        yield
    except OSError as error:
        raise Trouble(
            f"{error.filename or target} cannot be written ({error.strerror}). "
            "What was graded so far is kept: the same command goes on."
        ) from None


def _bar(total: int) -> Callable[[int], None]:
    """Return what draws how far the work is, on a terminal only; it ends the work on Ctrl-C."""
    drawn = -1

    def tell(count: int) -> None:
        nonlocal drawn
        stop_if_interrupted()
        if not total or count == drawn or not sys.stderr.isatty():
            return
        drawn = count
        full = BAR * count // total
        end = "\n" if count == total else ""
        click.echo(f"\r[{'#' * full}{'.' * (BAR - full)}] {count} of {total}{end}", nl=False, err=True)

    return tell


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...", shell_complete=named_exercises)
def autograder(file: Path, slugs: tuple[str, ...]) -> None:
    """Write the zip with which Gradescope grades exercises."""
    import zipfile

    from course.classroom.autograder import autograder as packed
    from course.values.whole_file import write_whole

    course = current()
    if file.exists() and not zipfile.is_zipfile(file):
        raise Trouble(f"{file} is there and is not a zip. It is left alone; name another one.")
    if not in_clone():
        raise Trouble("The zip is made from a clone of the course, not from a workspace.")
    exercises = tuple(dict.fromkeys(course.exercise(word) for word in slugs))
    try:
        write_whole(file, packed(course.root, exercises))
    except OSError as error:
        raise Trouble(f"{error.filename or file} cannot be used ({error.strerror}).") from None
    say(f"{shown(file)} grades {', '.join(one.slug for one in exercises)}.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def items(folder: Path) -> None:
    """Show how a class met the exercises and questions.

    FOLDER is what grade-class wrote, or holds the files that learners exported.
    """
    from course.classroom.answers import first_answers
    from course.classroom.gradings import Ledger
    from course.classroom.items import FEW, alpha_of, items_of, questions_of
    from course.classroom.submissions import ClassError

    try:
        gradings = Ledger(folder / "gradings.jsonl").read()
        answers, exports, troubles = ((), 0, ()) if gradings else first_answers(folder)
    except ClassError as error:
        raise Trouble(str(error)) from None
    except OSError as error:
        raise Trouble(f"{folder} cannot be read ({error.strerror}).") from None
    for trouble in troubles:
        complain(trouble)
    learners = len({one.learner for one in gradings}) or exports
    if not gradings and not answers:
        raise Trouble(f"{folder} holds neither what {DOOR} grade-class wrote nor exports with answers.")
    if gradings:
        _say_items(items_of(gradings), alpha_of(gradings))
    else:
        _say_questions(questions_of(answers))
    few = f" Fewer than {FEW} learners: read nothing into these figures." if learners < FEW else ""
    say(f"{counted(learners, 'learner')}.{few}")


def _say_items(found: tuple[Item, ...], alpha: float | None) -> None:
    from course.authoring.gradings import PLANTED

    width = max(len(one.exercise) for one in found)
    say(f"{'exercise':<{width}}  files  facility  discrimination  mistake met most")
    for one in found:
        discrimination = "-" if one.discrimination is None else f"{one.discrimination:.2f}"
        name = "that of the stub" if one.misconception == PLANTED else one.misconception
        mistake = f"{name} ({one.met})" if one.met else ""
        line = f"{one.exercise:<{width}}  {one.handed_in:>5}  {one.facility:>8.2f}  {discrimination:>14}  "
        say(f"{line}{mistake}".rstrip())
    say()
    say("Facility: mean share of checks that hold. Discrimination: correlation with the rest of the score.")
    if alpha is not None:
        say(f"Cronbach's alpha: {alpha:.2f}. Both take what was not handed in as 0.")


def _say_questions(found: tuple[Question, ...]) -> None:
    width = max(len(one.question) for one in found)
    say(f"{'question':<{width}}  answers  right  sure, wrong  wrong choice made most")
    for one in found:
        wrong = f"{one.distractor} ({one.chosen})" if one.chosen else ""
        line = f"{one.question:<{width}}  {one.answers:>7}  {one.facility:>5.2f}  {one.sure_and_wrong:>11}  "
        say(f"{line}{wrong}".rstrip())
    say()
    say("First answers only: a second one knows the reveal.")
