"""The verb of a learner who looks something up: search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from course.terminal.group import Course, Trouble, current, say
from course.values.links import Links

if TYPE_CHECKING:
    from course.site.present.hits import Hits


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
def search(words: tuple[str, ...]) -> None:
    """Find codes, lessons and exercises.

    The order is that of the page of the search. Exit status 1 when nothing is found.
    """
    found = results(current(), " ".join(words))
    say(found.words)
    for hit in found.all:
        title = f"{hit.code} {hit.title}" if hit.code else hit.title
        say(f"  {title:<56}  {hit.href}")
        if hit.kind == "term":
            say(f"    {hit.text}")
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
