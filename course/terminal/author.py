"""The verbs of an author: check and prove."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from course.places import DOOR, INSTALLED
from course.terminal.group import Trouble, current, file_troubles, say


@click.command()
def check() -> None:
    """Look for mistakes in lessons and exercises. Exit status 1 when there are any.

    What drafts still lack is listed too, and is no mistake.
    """
    from course.authoring.audit import examine

    root = current().root
    found = examine(root)
    for note in found.notes:
        say(f"note: {note}".replace(f"{root}{os.sep}", ""))
    for error in found.mistakes:
        say(str(error).replace(f"{root}{os.sep}", ""))
    if found.mistakes:
        click.echo(f"{counted(len(found.mistakes), 'mistake')} in the content.", err=True)
        raise click.exceptions.Exit(1)
    say("No mistakes in the content.")


@click.group()
def new() -> None:
    """Write the folder of a new lesson or exercise: a draft, which learners do not see."""


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

    if INSTALLED:
        raise Trouble("Lessons and exercises are written in a clone of the course, not in an installed one.")
    root = current().root
    try:
        with file_troubles():
            written = write(root, slug)
    except NotMade as error:
        raise Trouble(str(error).replace(f"{root}{os.sep}", "")) from None
    for file in written:
        say(str(file.relative_to(root)))
    say(f"It is a draft: learners do not see it. {DOOR} check says what it still lacks.")


@click.command()
@click.argument("slugs", nargs=-1, metavar="SLUG...")
@click.option("--sign", is_flag=True, help="Write the tutor's catalogue anew from the wrong fixes first.")
@click.option("--write", is_flag=True, help="Write the figures into docs/grader.md.")
@click.option("--durable", is_flag=True, help="Prove instead that nothing acknowledged is lost (a minute).")
@click.option("--rounds", default=0, help="Rounds of --durable; the default fits into a minute.")
@click.option("--seed", default=1, show_default=True, help="Schedule of --durable.")
def prove(slugs: tuple[str, ...], sign: bool, write: bool, durable: bool, rounds: int, seed: int) -> None:
    """Prove exercises: right answers, wrong fixes, null apps, mutants, tutor. Status 1 on a problem."""
    from course.authoring import figures, proof

    course = current()
    if durable:
        _prove_durable(course.root, rounds, seed)
        return
    page = course.root / "docs" / "grader.md"
    if write and not page.is_file():
        raise Trouble(f"--write fills in {page}, which only a clone of the course has.")
    named = [course.exercise(slug) for slug in slugs] or list(course.exercises())
    drafts = course.catalogue.drafts()
    for slug in drafts if not slugs else [one.slug for one in named if one.slug in drafts]:
        say(f"{slug}: a draft, passed over")
    wanted = [one for one in named if one.slug not in drafts]
    proofs = proof.prove_all(wanted, sign, say)
    if write:
        text = figures.figures(proofs, figures.seconds_of_all(course.root))
        figures.write_figures(page, text)
    bad = sum(len(one.problems) + len(one.survivors) for one in proofs)
    if bad:
        click.echo(f"{counted(bad, 'problem')}.", err=True)
        raise click.exceptions.Exit(1)


def _prove_durable(root: Path, rounds: int, seed: int) -> None:
    from course.authoring import durable

    if INSTALLED:
        raise Trouble("This proof needs a clone of the course, not an installed one.")
    ledger = durable.prove(root, rounds or durable.SHORT, seed, say)
    for line in (*ledger.lines(), *ledger.lost):
        say(line)
    if ledger.lost:
        raise click.exceptions.Exit(1)


def counted(number: int, thing: str) -> str:
    """Return a number with its thing: "1 mistake", "2 mistakes"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
