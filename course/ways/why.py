"""Why: what the lesson is good for, and what a careless and a careful app do to a client."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.lessons.parser import Source
from course.text.front_matter import Fault
from course.values import meanings
from course.values.lesson import Aside, Lesson, Panel, Pitfall
from course.values.wire import Response
from course.ways.blocks import blocks_of, nodes_of
from course.ways.secrets import Secret, gives_away, open_secrets
from course.ways.way import Way, WayRequest

if TYPE_CHECKING:
    from course.reference.entries import Reference

NO_ANSWER = "Waits until the connection closes, and has no answer to go by."
SAME = "The number is the same, so a client that goes by it does the same. What differs: {}."
#: Headers that follow from the content and the clock.
_OF_CONTENT = frozenset({"Content-Type", "Content-Length", "Date"})
#: What the reference says of caches, which is about answers to GET.
_OF_CACHES = re.compile(r"\s*A cache may [^.]*\.")


@dataclass(frozen=True)
class Contrast:
    """The same request to a careless and to a careful app."""

    pitfall: Pitfall
    #: Id and title of the step that tells of it.
    step: str
    step_title: str
    #: The question that the careless answer would give away, None when it may be shown.
    secret: Secret | None
    #: What a client does next after each answer, one line of Markdown.
    after_careless: str
    after_careful: str

    @property
    def careless(self) -> int:
        """Return the careless app's code, 0 when there is none."""
        return _code(self.pitfall.wrong)

    @property
    def careful(self) -> int:
        """Return the careful app's code, 0 when there is none."""
        return _code(self.pitfall.right)


@dataclass(frozen=True)
class Why:
    """The page: the panels that say why, one difference in full, the others as rows."""

    panels: tuple[Aside, ...]
    lead: Contrast | None
    others: tuple[Contrast, ...]


def build(asked: WayRequest) -> Why:
    """Return the page of a lesson."""
    blocks = blocks_of(asked.lesson)
    panels = tuple(block for block in blocks if isinstance(block, Aside) and block.kind == "why")
    contrasts = _contrasts(asked.lesson, open_secrets(asked), asked.reference())
    lead = next(
        iter(sorted(contrasts, key=lambda one: (not one.pitfall.pays_html, one.secret is not None))), None
    )
    return Why(panels, lead, tuple(one for one in contrasts if one is not lead))


def values(it: Why) -> dict[str, Any]:
    """Return the page as JSON-ready values."""
    shown = [one for one in (it.lead, *it.others) if one and not one.secret]
    return {
        "why": [panel.title for panel in it.panels],
        "contrasts": [{"step": one.step, "careless": one.careless, "careful": one.careful} for one in shown],
        "waiting": sum(one.secret is not None for one in (it.lead, *it.others) if one),
    }


def state(asked: WayRequest) -> Hashable:
    """Return what the page depends on besides the lesson: the questions that are still open."""
    return tuple(secret.question for secret in open_secrets(asked))


def lacks(source: Source) -> Iterator[Fault]:
    """Yield what keeps a lesson from filling this page."""
    pitfalls = nodes_of(source, "pitfall")
    if pitfalls and not any("pays" in node.options for node in pitfalls):
        remedy = "Add pays: to the pitfall that Why shall open with."
        yield Fault(pitfalls[0].line, "no pitfall of the lesson says who pays for the difference.", remedy)


def _contrasts(lesson: Lesson, secrets: tuple[Secret, ...], reference: Reference) -> tuple[Contrast, ...]:
    return tuple(
        Contrast(
            block,
            step.id,
            step.title,
            gives_away(block.wrong, secrets) or gives_away(block.right, secrets),
            *next_moves(block, reference),
        )
        for step in lesson.steps
        for block in step.blocks
        if isinstance(block, Pitfall)
    )


def next_moves(pitfall: Pitfall, reference: Reference) -> tuple[str, str]:
    """Return what a client does next after the careless and after the careful answer."""
    careless, careful = pitfall.wrong.last.response, pitfall.right.last.response
    method = pitfall.wrong.last.request.method
    second = moves_after(careful, method, reference)
    if careless and careful and careless.status == careful.status:
        return difference(careless, careful), second
    first = moves_after(careless, method, reference)
    if careless and careful and len(pitfall.wrong.exchanges) == 1:
        # What a code means in the place of another is written for single answers.
        first = reference.believes(careful.status, careless.status) or first
    return first, second


def moves_after(response: Response | None, method: str, reference: Reference) -> str:
    """Return what a client does next after an answer, as the reference has it."""
    if response is None:
        return NO_ANSWER
    entry = reference.entries.get(response.status)
    if entry is None:
        return "Reads the class and treats the code as the first one of it."
    moves = entry.client if method in ("GET", "HEAD") else _OF_CACHES.sub("", entry.client)
    return _without(response, moves) or moves


def _without(response: Response, client: str) -> str:
    """Return what a client lacks when it would go by a header that the answer does not have, or ""."""
    told = client.lower()
    lacking = (
        text
        for name, text in meanings.WITHOUT.items()
        if f"`{name.lower()}`" in told and response.header(name) is None
    )
    return next(lacking, "")


def difference(careless: Response, careful: Response) -> str:
    """Return how two answers with one code differ: in a header that one lacks, a value, or the content."""
    lacking = [name for name, _ in careful.headers if careless.header(name) is None]
    for name in lacking:
        if name.title() in meanings.WITHOUT:
            return meanings.WITHOUT[name.title()]
    if lacking:
        return SAME.format(f"`{lacking[0]}` is missing here")
    for name, value in careful.headers:
        other = careless.header(name)
        if other != value and name.title() not in _OF_CONTENT:
            return SAME.format(f"`{name}: {other}` here, `{value}` there")
    return SAME.format("the content")


def _code(panel: Panel) -> int:
    return panel.last.response.status if panel.last.response else 0


WAY = Way(
    id="why",
    name="Why",
    purpose="read",
    summary="What goes wrong without it, and who pays for it. Two minutes.",
    build=build,
    values=values,
    state=state,
    lacks=lacks,
)
