"""The verbs of an author: check and prove."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from course.terminal.group import current, say
from course.values.exercise import Exercise


@click.command()
def check() -> None:
    """Look for mistakes in lessons and exercises. Exit status 1 when there are any."""
    from course.authoring.audit import audit

    root = current().root
    errors = audit(root)
    for error in errors:
        say(str(error).replace(f"{root}{os.sep}", ""))
    if errors:
        click.echo(f"{counted(len(errors), 'mistake')} in the content.", err=True)
        raise click.exceptions.Exit(1)
    say("No mistakes in the content.")


@click.command()
@click.argument("slugs", nargs=-1, metavar="SLUG...")
@click.option("--sign", is_flag=True, help="Write the tutor's catalogue anew from the wrong fixes first.")
@click.option("--write", is_flag=True, help="Write the figures into docs/grader.md.")
@click.option("--repeat", type=click.IntRange(2), help="Grade all of it so often, and demand one verdict.")
def prove(slugs: tuple[str, ...], sign: bool, write: bool, repeat: int | None) -> None:
    """Prove exercises: right answers, wrong fixes, null apps, mutants, tutor. Status 1 on a problem."""
    from course.authoring import figures, proof

    course = current()
    wanted = [course.exercise(slug) for slug in slugs] or list(course.exercises())
    if repeat:
        _repeat(wanted, repeat)
        return
    proofs = proof.prove_all(wanted, sign, say)
    if write:
        text = figures.figures(proofs, figures.seconds_of_all(course.root))
        figures.write_figures(course.root / "docs" / "grader.md", text)
    bad = sum(len(one.problems) + len(one.survivors) for one in proofs)
    if bad:
        click.echo(f"{counted(bad, 'problem')}.", err=True)
        raise click.exceptions.Exit(1)


def _repeat(exercises: Iterable[Exercise], times: int) -> None:
    from course.authoring.repeated import prove_repeated

    bad = 0
    os.environ.pop("COURSE_SEED", None)  # else every run would draw the same values
    for exercise in exercises:
        problems = list(prove_repeated(exercise, times))
        say(f"{exercise.slug}: graded {times} times, {counted(len(problems), 'verdict')} by chance")
        for problem in problems:
            say(f"    {problem}")
        bad += len(problems)
    if bad:
        raise click.exceptions.Exit(1)


def counted(number: int, thing: str) -> str:
    """Return a number with its thing: "1 mistake", "2 mistakes"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
