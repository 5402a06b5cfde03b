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
@click.option("--sign", is_flag=True, help="Write the tutor's catalogue anew from the wrong fixes first.")
@click.option("--write", is_flag=True, help="Write the figures into docs/grader.md.")
def prove(slugs: tuple[str, ...], sign: bool, write: bool) -> None:
    """Prove exercises: right answers, wrong fixes, null apps, mutants, tutor. Status 1 on a problem."""
    from course.authoring import figures, proof

    course = current()
    page = course.root / "docs" / "grader.md"
    if write and not page.is_file():
        raise Trouble(f"--write fills in {page}, which only a clone of the course has.")
    wanted = [course.exercise(slug) for slug in slugs] or list(course.exercises())
    proofs = proof.prove_all(wanted, sign, say)
    if write:
        text = figures.figures(proofs, figures.seconds_of_all(course.root))
        figures.write_figures(page, text)
    bad = sum(len(one.problems) + len(one.survivors) for one in proofs)
    if bad:
        click.echo(f"{counted(bad, 'problem')}.", err=True)
        raise click.exceptions.Exit(1)


def counted(number: int, thing: str) -> str:
    """Return a number with its thing: "1 mistake", "2 mistakes"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
