"""The verbs of an author: check, sign, new, prove, evidence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.places import DOOR, INSTALLED, in_clone
from course.terminal.group import (
    Course,
    Trouble,
    complain,
    current,
    file_troubles,
    named_exercises,
    say,
    say_unread,
)
from course.terminal.screen import shown
from course.values.exercise import Exercise
from course.values.mistakes import ContentError

if TYPE_CHECKING:
    from course.authoring.gradings import Kind

#: Kinds of answers of which --repeat takes some: a copy, so that no other verb loads what a proof needs.
KINDS = ("right", "wrong", "further", "null", "mutant", "half", "near")


@click.command()
def check() -> None:
    """Look for mistakes in lessons and exercises. Exit status 1 when there are any.

    What drafts still lack is listed too, and is no mistake.
    """
    from course.authoring.audit import examine

    _needs_clone()
    root = current().root
    found = examine(root)
    for note in found.notes:
        say_unread(f"note: {_opened(note, root)}")
    for error in found.mistakes:
        say_unread(_opened(error, root))
    if found.mistakes:
        complain(f"{counted(len(found.mistakes), 'mistake')} in the content.")
        raise click.exceptions.Exit(1)
    say("No mistakes in the content.")


@click.command()
def sign() -> None:
    """Sign the checks that make a verdict.

    They are listed by name and hash in course/data/checks.json.
    """
    course = current()
    _sign(course)
    say(f"{counted(len(course.catalogue.slugs()), 'exercise')} signed in course/data/checks.json.")


def _sign(course: Course) -> None:
    from course.grading.signed import write_list

    if not in_clone():
        raise Trouble("Checks are signed in a clone of the course, not in a workspace.")
    with file_troubles():
        write_list(course.exercises())


def _needs_clone() -> None:
    if INSTALLED:
        raise Trouble(
            "An installed course holds no wrong answers to prove it with. Use a clone of the course."
        )


def _opened(error: ContentError, root: Path) -> str:
    """Return a mistake with a path that an editor opens from the current folder."""
    return str(replace(error, file=Path(shown(root / error.file))))


@click.group()
def new() -> None:
    """Write a new lesson or exercise, as a draft. Learners do not see it."""


@new.command()
@click.argument("slug")
def lesson(slug: str) -> None:
    """Write a lesson's folder: NAME takes the next number, NN_NAME that one."""
    from course.authoring.new import new_lesson

    _write_new(new_lesson, slug)


@new.command()
@click.argument("slug")
def exercise(slug: str) -> None:
    """Write an exercise's folder: NAME takes the next number, NN_NAME that one."""
    from course.authoring.new import new_exercise

    _write_new(new_exercise, slug)


def _write_new(write: Callable[[Path, str], tuple[Path, ...]], slug: str) -> None:
    from course.authoring.new import NotMade

    if not in_clone():
        raise Trouble("Lessons and exercises are written in a clone of the course, not in a workspace.")
    root = current().root
    try:
        with file_troubles():
            written = write(root, slug)
    except NotMade as error:
        raise Trouble(str(error).replace(f"{root}{os.sep}", "")) from None
    for file in written:
        say(shown(file))
    say(f"It is a draft: learners do not see it. {DOOR} check says what it still lacks.")


@click.command()
@click.argument("slugs", nargs=-1, metavar="SLUG...", shell_complete=named_exercises)
@click.option("--write", is_flag=True, help="Write the figures into docs/grader.md, and sign.")
@click.option("--repeat", type=click.IntRange(2), help="Grade all of it so often, and demand one verdict.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="With --repeat: only these.")
@click.option("--durable", is_flag=True, help="Prove instead that nothing acknowledged is lost (a minute).")
@click.option("--rounds", default=0, help="Rounds of --durable; the default fits into a minute.")
@click.option(
    "--saves", default=100, show_default=True, help="Saves of an editor and a page at once, in --durable."
)
@click.option("--seed", default=1, show_default=True, help="Schedule of --durable.")
@click.option("--hostile", is_flag=True, help="Prove instead that no answer harms another one or stays.")
@click.option("--load", is_flag=True, help="Prove instead that a server under load answers and gives back.")
@click.option(
    "--short", is_flag=True, help="The part of --hostile, --load or --pool that fits into a minute."
)
@click.option("--pool", is_flag=True, help="Prove instead that no right answer breaks on hostile values.")
@click.option("--differences", is_flag=True, help="With --pool: list what right answers answer differently.")
def prove(
    slugs: tuple[str, ...],
    write: bool,
    repeat: int | None,
    kinds: tuple[Kind, ...],
    durable: bool,
    rounds: int,
    saves: int,
    seed: int,
    hostile: bool,
    load: bool,
    short: bool,
    pool: bool,
    differences: bool,
) -> None:
    """Prove exercises and their tutor. Exit status 1 on a problem.

    Right answers pass; wrong fixes, null apps and mutants fail; each known mistake is named, and no other.
    """
    from course.authoring import figures, proof

    _needs_clone()
    course = current()
    if durable:
        _prove_durable(course.root, rounds, saves, seed)
        return
    if hostile:
        _prove_hostile(short)
        return
    if load:
        _prove_load(course.root, short)
        return
    page = course.root / "docs" / "grader.md"
    if write and not page.is_file():
        raise Trouble(f"--write fills in {page}, which only a clone of the course has.")
    named = [course.exercise(slug) for slug in slugs] or list(course.exercises())
    drafts = course.catalogue.drafts()
    for slug in drafts if not slugs else [one.slug for one in named if one.slug in drafts]:
        say(f"{slug}: a draft, passed over")
    wanted = [one for one in named if one.slug not in drafts]
    if pool:
        _prove_pool(wanted, differences, short)
        return
    if repeat:
        _repeat(wanted, repeat, kinds)
        return
    proofs = proof.prove_all(wanted, say)
    if write:
        text = figures.figures(proofs, figures.seconds_of_all(course.root))
        figures.write_figures(page, text)
        _sign(course)
    bad = sum(one.faults for one in proofs)
    if bad:
        complain(f"{counted(bad, 'problem')}.")
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("slug", shell_complete=named_exercises)
@click.argument("names", nargs=-1, metavar="[ANSWER...]")
@click.option("--why", metavar="ENTRY", help="Say of each clause of this entry whether it holds.")
@click.option("--facts", is_flag=True, help="Say what happened in the failing checks.")
@click.option("--matrix", is_flag=True, help="Prove the tutor with everything that ships with the exercise.")
@click.option("--clauses", is_flag=True, help="Say which clauses no answer of the proof needs.")
def evidence(
    slug: str, names: tuple[str, ...], why: str | None, facts: bool, matrix: bool, clauses: bool
) -> None:
    """Say which known mistakes an answer shows, and why.

    An answer is a file, or the name of an answer that ships with the exercise. Without ANSWER: what each
    catalogued wrong answer earns. Status 1 when one does not earn its own.
    """
    from course.authoring import evidence_tool as tool

    _needs_clone()
    exercise = current().exercise(slug)
    try:
        if clauses:
            return tool.clauses(exercise, say)
        if matrix or not (names or why):
            good = tool.matrix(exercise, say) if matrix else tool.overview(exercise, say)
            raise click.exceptions.Exit(0 if good else 1)
        if why:
            tool.why(exercise, why, names, say)
        elif facts:
            tool.facts(exercise, names, say)
        else:
            tool.answers(exercise, names, say)
    except ValueError as error:
        raise Trouble(str(error)) from None


def _repeat(exercises: Iterable[Exercise], times: int, kinds: tuple[Kind, ...]) -> None:
    from course.authoring.repeated import prove_repeated

    bad = 0
    os.environ.pop("COURSE_SEED", None)  # else every run would draw the same values
    for exercise in exercises:
        problems = list(prove_repeated(exercise, times, kinds))
        say(f"{exercise.slug}: graded {times} times, {counted(len(problems), 'verdict')} by chance")
        for problem in problems:
            say(f"    {problem}")
        bad += len(problems)
    if bad:
        raise click.exceptions.Exit(1)


def _prove_durable(root: Path, rounds: int, saves: int, seed: int) -> None:
    from course.authoring import durable

    if not in_clone():
        raise Trouble("This proof needs a clone of the course, not a workspace.")
    found = durable.prove(root, rounds or durable.SHORT, saves, seed, say)
    for part in found:
        for line in (*part.lines(), *part.lost):
            say(line)
    if any(part.lost for part in found):
        raise click.exceptions.Exit(1)


def _prove_hostile(short: bool) -> None:
    from course.authoring import hostile

    problems = hostile.prove(say, short)
    if problems:
        click.echo(f"{counted(problems, 'problem')}.", err=True)
        raise click.exceptions.Exit(1)


def _prove_pool(exercises: Iterable[Exercise], differences: bool, short: bool) -> None:
    from course.authoring.pool_proof import prove_pools

    problems = prove_pools(exercises, say, differences, 1 if short else None)
    if problems:
        complain(f"{counted(problems, 'problem')}.")
        raise click.exceptions.Exit(1)


def _prove_load(root: Path, short: bool) -> None:
    from course.authoring import load

    if not in_clone():
        raise Trouble("This proof needs a clone of the course, not a workspace.")
    problems = load.prove(root, say, load.SHORT if short else load.WHOLE)
    if problems:
        complain(f"{counted(problems, 'problem')}.")
        raise click.exceptions.Exit(1)


def counted(number: int, thing: str) -> str:
    """Return a number with its thing: "1 mistake", "2 mistakes"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
