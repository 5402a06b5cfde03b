"""The verbs of a learner: list, search, grade, watch, hint, reset, restore."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from course.places import DOOR
from course.terminal.group import Course, Trouble, Unknown, complain, current, file_troubles, say, say_unread
from course.values import codes
from course.values.links import Links

if TYPE_CHECKING:
    from course.site.present.hits import Hits
    from course.values.exercise import Exercise
    from course.values.progress import Run


@click.command("list")
def list_() -> None:
    """Show lessons and exercises, and how far you are."""
    for line in overview(current()):
        say(line)


def overview(course: Course) -> Iterator[str]:
    """Yield the lines of the list: parts, lessons, and the exercises of each lesson."""
    from course.values.mistakes import CourseContentError
    from course.values.parts import PARTS

    latest, ever = course.store.latest_runs(), course.store.ever_solved()
    exercises = {exercise.slug: exercise for exercise in course.exercises()}
    try:
        outlines = course.library.outlines()
    except CourseContentError as error:
        complain(f"The lessons cannot be read: {error.errors[0]} {DOOR} check shows everything.")
        outlines = ()
    for part in PARTS:
        lessons = [outline for outline in outlines if outline.part == part.number]
        if lessons:
            yield f"{part.number}. {part.title}"
        for outline in lessons:
            yield f"   {outline.slug[:2]}  {outline.title} ({outline.minutes} min)"
            for slug in outline.exercises:
                exercise = exercises.pop(slug, None)
                if exercise is not None:
                    yield _exercise_line(exercise, latest, ever)
    if exercises:
        yield "Exercises" if not outlines else "More exercises"
    for exercise in exercises.values():
        yield _exercise_line(exercise, latest, ever)
    solved = sum(run.solved for run in latest.values())
    yield ""
    yield f"Solved: {solved} of {len(course.catalogue.slugs())}. Grade one: {DOOR} grade NUMBER"


def _exercise_line(exercise: Exercise, latest: dict[str, Run], ever: set[str]) -> str:
    far = state(latest.get(exercise.slug), exercise.slug in ever)
    return f"       {exercise.slug:<32}  {exercise.title:<40}  {far}"


def state(run: Run | None, ever: bool) -> str:
    """Return how far an exercise is, in words."""
    if run is None:
        return "not begun"
    if run.solved:
        return "solved"
    held = f"{run.held} of {run.total} checks hold"
    return f"{held}, solved before" if ever else held


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
def search(words: tuple[str, ...]) -> None:
    """Find codes, lessons and exercises: what the page of the search finds. Exit status 1 for nothing."""
    found = results(current(), " ".join(words))
    say(found.words)
    for hit in found.all:
        title = f"{hit.code} {hit.title}" if hit.code else hit.title
        say(f"  {title:<56}  {hit.href}")
    say(f"Not among them? {Links().decide()} walks from a request to its code, check by check.")
    if not found.all:
        raise click.exceptions.Exit(1)


def results(course: Course, query: str) -> Hits:
    """Return what a query finds. Raises Trouble when this Python's SQLite cannot search."""
    from course.reference import decision, entries
    from course.reference.search.index import SearchUnavailable
    from course.reference.search.searches import Searches
    from course.site.present.hits import hits

    searches, exercises = Searches(course.library), course.catalogue.readable()
    try:
        finder = searches.finder(entries.load(), decision.load(), exercises)
    except SearchUnavailable as error:
        raise Trouble(str(error)) from None
    return hits(finder.find(query), Links())


@click.command()
@click.argument("slug")
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
    say(f"{exercise.slug}: hint {number} of {count}")
    say()
    say(spoken(exercise.hints[number - 1]))
    with file_troubles():
        course.store.record_hint(exercise.slug, number)  # only a hint that was shown is open
    if n is None and opened >= count:
        say()
        first = f"{DOOR} hint {exercise.slug[:2]} 1"
        say(f"That was the last one; it was open already. {first} shows the first again.")


def spoken(markdown: str) -> str:
    """Return Markdown of the course as text for a terminal: {404} becomes "404 Not Found"."""
    return re.sub(r"\{(\d{3})\}", lambda match: codes.speak(int(match[1])), markdown)


@click.command()
@click.argument("slug")
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
@click.argument("slug")
@click.argument("n", type=int, required=False)
@click.option("--list", "listing", is_flag=True, help="Only show the kept texts.")
def restore(slug: str, n: int | None, listing: bool) -> None:
    """Bring back an earlier text of yours: the newest, or text N of --list."""
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
@click.argument("slugs", nargs=-1, metavar="SLUG...")
@click.option("--all", "everything", is_flag=True, help="Grade every exercise.")
def grade(slugs: tuple[str, ...], everything: bool) -> None:
    """Run the checks of an exercise. Exit status 1 when it is not solved."""
    from course.grading.machine.process import Grader
    from course.grading.wording import report_lines, table_lines
    from course.practice.attempts import attempt

    course = current()
    if everything == bool(slugs):
        raise Unknown(f"Name one or more exercises, or use --all: {DOOR} grade 05")
    exercises = course.exercises() if everything else tuple(course.exercise(word) for word in slugs)
    reports = []
    for exercise in exercises:
        with closing(Grader()) as grader:
            report = attempt(exercise, course.store, "terminal", grader)
        reports.append(report)
        if not everything:
            say_unread("\n".join([*report_lines(report), ""]))
    if len(reports) > 1 or everything:
        say_unread("\n".join(table_lines((report, True) for report in reports)))
    if not course.store.unwritten.flush():
        raise Trouble(f"{course.store.notice} This run ends now, so it is lost. The verdict above holds.")
    if not all(report.solved for report in reports):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("slug", required=False)
def watch(slug: str | None) -> None:
    """Grade after every save, from the first unsolved exercise or from SLUG."""
    from course.grading.machine.process import Grader
    from course.terminal.watch import Watch

    course = current()
    Watch(course.catalogue, course.store, say, Grader).run(course.exercise(slug) if slug else None)
