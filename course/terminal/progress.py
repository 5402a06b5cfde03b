"""`progress`: what was done, how sure it was, and what is mixed up, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from course.places import DOOR
from course.terminal.group import Course, current, say
from course.terminal.prose import spoken
from course.text.marks import plain
from course.values import codes

if TYPE_CHECKING:
    from course.site.present.course_map import PartMark
    from course.site.present.progress_page import ProgressPage


@click.command()
def progress() -> None:
    """Show how far you are, how sure you were, and what you mix up."""
    for line in lines(page_of(current())):
        say(line)


def page_of(course: Course) -> ProgressPage:
    """Return what the page of the site shows."""
    from course.recall.deck import cards_of_mistakes, due_mistakes
    from course.reference import entries
    from course.reference.predictions import Predictions
    from course.site.present.progress_page import progress_page

    tally, outlines, reference = course.store.tally(), course.library.outlines(), entries.load()
    said = Predictions(course.library).mixed_up(tally.slips, outlines, reference)
    mistakes = cards_of_mistakes(tally, course.store.challenges(), outlines)
    due = due_mistakes(mistakes, course.store.schedules(), datetime.now(UTC))
    return progress_page(_parts(course), tally, outlines, said, reference.pairs, due)


def _parts(course: Course) -> tuple[PartMark, ...]:
    from course.site.present.course_map import mark_parts

    store = course.store
    return mark_parts(
        course.library.outlines(), course.exercises(), store.answers(), store.visited(), store.latest_runs()
    )


def lines(page: ProgressPage) -> Iterator[str]:
    """Yield the lines that say what the page shows."""
    yield f"{page.whole.lessons_words}, {page.whole.exercises_words}."
    if not page.answered:
        yield f"No prediction is answered yet. Begin with a lesson: {DOOR}"
        return
    sure = page.sure
    yield f"First answers: {page.answered}. Given sure: {sure.of}, and {sure.right} of those were right."
    yield ""
    yield f"  {'':<32}{'sure, right':>14}{'guessed, right':>18}"
    for row in page.rows:
        yield f"  {row.label:<32}{row.sure.words:>14}{row.guess.words:>18}"
    if page.due_count:
        yield ""
        yield f"Due: {page.due_count}, {page.misled} of them sure and wrong. Ask them: {DOOR} recall"
    if page.mixed:
        yield ""
        yield "Most often mixed up:"
    for one in page.mixed:
        rule = plain(spoken(one.rule)) if one.rule else f"right is {codes.speak(one.right)}"
        yield f"  {one.said} for {one.right}, {one.times}x: {rule}"
