"""`recall`: the cards that are due, in a terminal. The schedule is the one of the site."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from course.places import DOOR
from course.terminal.group import Unknown, current, file_troubles, say

if TYPE_CHECKING:
    from course.recall.faces import Back, Front
    from course.recall.faces import Choice as Value
    from course.recall.session import Recall, Session
    from course.values.lesson import Panel
    from course.values.wire import Exchange, Request

_BREAK = re.compile(r"</(?:p|li|div|pre|tr|h\d)>")
_TAG = re.compile(r"<[^>]+>")
KEYS = "1 again, 2 hard, 3 good, 4 easy, q to end"


@click.command()
@click.argument("lesson", required=False, default="")
@click.option("--list", "listing", is_flag=True, help="Only say how many are due.")
def recall(lesson: str, listing: bool) -> None:
    """Ask what is due, card by card, from all or from one LESSON."""
    cards = cards_of(lesson)
    session = cards.look()
    say(standing(session))
    while session.card and not listing and ask(cards, session):
        session = cards.look()
        say()
        if not session.card:
            say(standing(session))


def cards_of(lesson: str) -> Recall:
    """Return the cards of the course or of one lesson. Raises Unknown."""
    from course.recall.session import Recall
    from course.reference import entries
    from course.values.links import DEFAULT_LINKS

    course = current()
    slug = next((name for name in course.library.slugs() if lesson and name.startswith(lesson)), "")
    if lesson and not slug:
        raise Unknown(f'There is no lesson "{lesson}". {DOOR} list shows all of them.')
    return Recall(course.store, course.library, entries.load, DEFAULT_LINKS, slug)


def standing(session: Session) -> str:
    """Return what is due in one line."""
    due, new = len(session.due.cards) - session.due.new, session.due.new
    if not session.card:
        return f"Nothing is due now.{_next(session.due.next_at)}"
    return f"{due} due, {session.misled} of them sure and wrong; {new} new. About {session.minutes} min."


def _next(at: str) -> str:
    from course.terminal.learner import local_time

    return f" The next card comes back {local_time(at)}." if at else ""


def ask(cards: Recall, session: Session) -> bool:
    """Ask one card and record how well it was known; tell whether to go on."""
    assert session.card and session.front  # noqa: S101 - the caller has looked
    for line in front_lines(session.front):
        say(line)
    if typed("Enter shows the answer, q ends: ") is None:
        return False
    shown = cards.look(session.card.id)
    if shown.card != session.card or shown.back is None:
        return True  # another page was faster
    for line in back_lines(shown.back):
        say(line)
    say("   ".join(f"{one.rating} {one.name} ({one.after})" for one in shown.choices))
    while (word := typed("How well did you know it? ")) is not None:
        if word in ("1", "2", "3", "4"):
            with file_troubles():
                cards.rate(session.card.id, int(word), session.seen)
            return True
        say(KEYS)
    return False


def typed(question: str) -> str | None:
    """Return what was typed, None for the end."""
    click.echo(question, nl=False)
    line = sys.stdin.readline()
    return None if not line or line.strip().lower() == "q" else line.strip()


def front_lines(front: Front) -> Iterator[str]:
    """Yield what a card asks."""
    yield f"{front.task}: {text(front.prompt_html)}"
    if front.panel:
        yield from _code(front.panel)
        yield from _exchanges(front.panel.exchanges[:-1])
        yield from _request(front.panel.last.request)
    for choice in front.choices:
        yield f"  - {_value(choice)}"


def back_lines(back: Back) -> Iterator[str]:
    """Yield the answer."""
    yield ""
    yield "Answer: " + ", ".join(map(_value, back.values))
    yield text(back.html)
    if back.panel:
        yield from _exchanges(back.panel.exchanges)


def _value(choice: Value) -> str:
    return f"{choice.value} {text(choice.text_html)}".strip()


def _code(panel: Panel) -> Iterator[str]:
    yield f"  {panel.app}:"
    yield from (f"  | {line.text}" for line in panel.code)


def _request(request: Request) -> Iterator[str]:
    yield f"  > {request.method} {request.path}"
    yield from (f"  > {name}: {value}" for name, value in request.headers)
    if request.body:
        yield f"  > {request.text}"


def _exchanges(exchanges: tuple[Exchange, ...]) -> Iterator[str]:
    for exchange in exchanges:
        yield from _request(exchange.request)
        response = exchange.response
        if response is None:
            yield f"  < {exchange.raised or 'no whole answer'}"
            continue
        yield f"  < {response.status} {response.phrase}"
        yield from (f"  < {name}: {value}" for name, value in response.headers)
        yield from (f"  < {line}" for line in response.text.splitlines()[:8])


def text(source: str) -> str:
    """Return HTML of the course as plain text."""
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", source)))
    return "\n".join(line.strip() for line in plain.splitlines() if line.strip())
