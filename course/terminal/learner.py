"""The verbs of a learner for one exercise: grade, watch, hint, reset, restore."""

from __future__ import annotations

from contextlib import closing

import click

from course.places import DOOR
from course.terminal.group import Trouble, Unknown, current, file_troubles, named_exercises, say, say_unread
from course.terminal.next_step import next_lines
from course.terminal.prose import prose
from course.terminal.screen import screen


@click.command()
@click.argument("slug", shell_complete=named_exercises)
@click.argument("n", type=int, required=False)
def hint(slug: str, n: int | None) -> None:
    """Show the next hint of an exercise, or hint N."""
    course = current()
    exercise = course.exercise(slug)
    count, opened = len(exercise.hints), course.store.hints(exercise.slug)
    if not count:
        raise Trouble(f"{exercise.slug} has no hints.")
    number = min(opened + 1, count) if n is None else n
    if not 1 <= number <= count:
        raise Unknown(f"{exercise.slug} has hints 1 to {count}, not {number}.")
    style = screen()
    say(style.strong(f"{exercise.slug}: hint {number} of {count}"))
    say()
    for line in prose(exercise.hints[number - 1], style):
        say(line)
    with file_troubles():
        course.store.record_hint(exercise.slug, number)  # only a hint that was shown is open
    if n is None and opened >= count:
        say()
        first = f"{DOOR} hint {exercise.slug[:2]} 1"
        say(f"That was the last one; it was open already. {first} shows the first again.")


@click.command()
@click.argument("slug", shell_complete=named_exercises)
def reset(slug: str) -> None:
    """Put an exercise back to its start. Your text is kept."""
    from course.practice import sources

    course = current()
    exercise = course.exercise(slug)
    with file_troubles():
        kept = sources.reset(exercise, course.store)
    say(
        f"{exercise.slug} is the original again."
        + (" Your text is kept; this brings it back:" if kept else "")
    )
    if kept:
        say(f"  {DOOR} restore {exercise.slug[:2]}")


@click.command()
@click.argument("slug", shell_complete=named_exercises)
@click.argument("n", type=int, required=False)
@click.option("--list", "listing", is_flag=True, help="Only show the kept texts.")
def restore(slug: str, n: int | None, listing: bool) -> None:
    """Bring back an earlier text of yours. Without N the newest, else text N of --list."""
    from course.practice import sources

    course = current()
    exercise = course.exercise(slug)
    texts = sources.earlier(exercise, course.store)
    if not texts:
        raise Trouble(
            f"There is no earlier text of {exercise.slug}. Texts are kept when they are graded or reset."
        )
    if listing:
        for number, text in enumerate(texts, 1):
            say(f"{number:>3}  {local_time(text.saved_at)}  {text.size} bytes")
        return
    if n is not None and not 1 <= n <= len(texts):
        raise Unknown(f"{exercise.slug} has earlier texts 1 to {len(texts)}, not {n}.")
    chosen = texts[(n or 1) - 1]
    kept = course.store.source(chosen.hash)
    if kept is None:
        raise Trouble(f"Text {n or 1} of {exercise.slug} cannot be found in the progress file.")
    with file_troubles():
        sources.replace(exercise, kept, course.store)
    say(f"{exercise.slug} holds your text of {local_time(chosen.saved_at)} again.")


def local_time(iso: str) -> str:
    """Return a recorded time in this machine's time zone, to the minute."""
    from course.site.present.times import local

    return local(iso).strftime("%Y-%m-%d %H:%M")


@click.command()
@click.argument("slugs", nargs=-1, metavar="SLUG...", shell_complete=named_exercises)
@click.option("--all", "everything", is_flag=True, help="Grade every exercise.")
def grade(slugs: tuple[str, ...], everything: bool) -> None:
    """Run the checks of an exercise. Exit status 1 when it is not solved."""
    from course.grading.machine.process import Grader
    from course.grading.wording import report_lines, table_lines
    from course.practice.attempts import attempt, nudge_for

    course = current()
    if everything == bool(slugs):
        raise Unknown(f"Name one or more exercises, or use --all: {DOOR} grade 05")
    exercises = course.exercises() if everything else tuple(course.exercise(word) for word in slugs)
    reports = []
    for exercise in exercises:
        with closing(Grader()) as grader:
            report = attempt(exercise, course.store, "terminal", grader, only_begun=everything)
        reports.append(report)
        if not everything:
            nudge = nudge_for(course.store, exercise)
            lines = report_lines(report, style=screen(exercise.folder), nudge=nudge)
            say_unread("\n".join([*lines, ""]))
    if len(reports) > 1 or everything:
        say_unread("\n".join(table_lines(((report, True) for report in reports), screen())))
    if all(report.solved for report in reports):
        say_unread("\n".join(next_lines(course.catalogue, course.store, exercises[-1].slug)))
    if not course.store.unwritten.flush():
        raise Trouble(f"{course.store.notice} This run ends now, so it is lost. The verdict above holds.")
    if not all(report.solved for report in reports):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("slug", required=False, shell_complete=named_exercises)
def watch(slug: str | None) -> None:
    """Grade after every save. Begins with SLUG, else with the first unsolved exercise."""
    from course.grading.machine.process import Grader
    from course.terminal.watch import Watch

    course = current()
    Watch(course.catalogue, course.store, say, Grader).run(course.exercise(slug) if slug else None)
