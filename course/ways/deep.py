"""Deep: the panels that go further than the steps, and the standards' own words."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from course.lessons.parser import Source
from course.reference.quotations import Quotation, load, quoted
from course.text.front_matter import Fault
from course.text.marks import marks
from course.values.lesson import FOLDED, Aside, Block, Pitfall, Prose, Shown, Step
from course.ways.blocks import blocks_of, nodes_of
from course.ways.secrets import questions_of
from course.ways.way import Way, WayRequest

#: What every lesson has to say besides its steps.
NEEDED = ("deep", "avoid", "production")


@dataclass(frozen=True)
class Panel:
    """One panel, with the words of the sections that it cites."""

    aside: Aside
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True)
class Chapter:
    """The panels of one step."""

    step: str
    title: str
    #: Id of a question of the step that is still open, "" for none: what a panel says may build on it.
    open: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Deep:
    """The page: the panels by step, and the words of sections that only the steps cite."""

    chapters: tuple[Chapter, ...]
    quotations: tuple[Quotation, ...]


def build(asked: WayRequest) -> Deep:
    """Return the page of a lesson."""
    answered = asked.store.answers(questions_of(asked.lesson))
    chapters = tuple(_chapter(step, answered) for step in asked.lesson.steps)
    told = {one for chapter in chapters for panel in chapter.panels for one in panel.quotations}
    words = dict.fromkeys(one for block in blocks_of(asked.lesson) for one in quoted(_spoken(block)))
    return Deep(
        tuple(chapter for chapter in chapters if chapter.panels),
        tuple(one for one in words if one not in told),
    )


def _chapter(step: Step, answered: Collection[str]) -> Chapter:
    open_ = next((question.id for question in step.questions if question.id not in answered), "")
    return Chapter(step.id, step.title, open_, tuple(_panels(step)))


def _panels(step: Step) -> Iterator[Panel]:
    for block in step.blocks:
        if isinstance(block, Aside) and block.kind in FOLDED:
            yield Panel(block, tuple(quoted(block.html)))


def _spoken(block: Block) -> str:
    """Return what a block says before any question of it is answered."""
    if isinstance(block, Prose | Aside):
        return block.html
    if isinstance(block, Shown):
        return block.text_html
    return block.cause_html if isinstance(block, Pitfall) else ""


def values(it: Deep) -> dict[str, Any]:
    """Return the page as JSON-ready values."""
    panels = [
        {"step": chapter.step, "kind": panel.aside.kind, "title": panel.aside.title}
        for chapter in it.chapters
        for panel in chapter.panels
    ]
    every = [*it.quotations, *(q for c in it.chapters for panel in c.panels for q in panel.quotations)]
    words = {one.source: one.text for one in every}
    return {"panels": panels, "quotations": words}


def state(asked: WayRequest) -> Hashable:
    """Return what the page depends on besides the lesson: which questions are answered."""
    return frozenset(asked.store.answers(questions_of(asked.lesson)))


def lacks(source: Source) -> Iterator[Fault]:
    """Yield what keeps a lesson from filling this page."""
    line = source.steps[0].line if source.steps else 1
    for name in NEEDED:
        if not nodes_of(source, name):
            yield Fault(
                line, f"the lesson has no {name} block.", f"Deep shows one: add /// {name} to a step."
            )
    if not any(_quotable(item.text) for item in source.items):
        remedy = "Cite one of course/data/quotations.yaml, or add a sentence of a section that is cited."
        yield Fault(line, "the lesson has no citation of a section that is quoted.", remedy)


def _quotable(text: str) -> bool:
    return any(tuple(mark.value.split()) in load() for mark in marks(text) if mark.kind == "rfc")


WAY = Way(
    id="deep",
    name="Deep",
    purpose="read",
    summary="Under the hood, when not to use it, and the standard's own words.",
    build=build,
    values=values,
    state=state,
    lacks=lacks,
)
