"""The verbs of an author: check and prove."""

from __future__ import annotations

import os

import click

from course.terminal.group import Trouble, current, say


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
@click.option("--write", is_flag=True, help="Write the figures into docs/grader.md.")
def prove(slugs: tuple[str, ...], write: bool) -> None:
    """Prove exercises: right answers, wrong fixes, null apps, mutants, tutor. Status 1 on a problem."""
    from course.authoring import figures, proof

    course = current()
    wanted = [course.exercise(slug) for slug in slugs] or list(course.exercises())
    proofs = proof.prove_all(wanted, say)
    if write:
        text = figures.figures(proofs, figures.seconds_of_all(course.root))
        figures.write_figures(course.root / "docs" / "grader.md", text)
    bad = sum(one.faults for one in proofs)
    if bad:
        click.echo(f"{counted(bad, 'problem')}.", err=True)
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("slug")
@click.argument("names", nargs=-1, metavar="[ANSWER...]")
@click.option("--why", metavar="ENTRY", help="Say of each clause of this entry whether it holds.")
@click.option("--facts", is_flag=True, help="Say what happened in the failing checks.")
@click.option("--matrix", is_flag=True, help="Prove the tutor with everything that ships with the exercise.")
def evidence(slug: str, names: tuple[str, ...], why: str | None, facts: bool, matrix: bool) -> None:
    """Say which misconceptions fit answers: files, or names of answers that ship with the exercise.

    Without ANSWER: what each catalogued wrong answer earns. Status 1 when one does not earn its own.
    """
    from course.authoring import evidence_tool as tool

    exercise = current().exercise(slug)
    try:
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


def counted(number: int, thing: str) -> str:
    """Return a number with its thing: "1 mistake", "2 mistakes"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
