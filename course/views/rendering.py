"""What every template may use, and the small helpers that turn raw Markdown into page HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from flask import Flask, request
from markupsafe import Markup

from course import codes
from course.model import FOLDED, Aside, Block, Figure, Myth, Pitfall, Prose, Question, Shown
from course.progress import Answer
from course.views import caching
from course.views.questions import AnsweredQuestion, Draft, OpenQuestion, show_myth, show_question
from course.views.services import services
from course.views.verdicts import leading_family
from course.views.wires import Source, Wire, source_of, wires_of

Theme = Literal["light", "dark", "system"]
THEMES: tuple[Theme, ...] = get_args(Theme)
THEME_COOKIE = "theme"

#: Prose blocks that are folded on screen, and the words that stand for each kind.
#: What stands in the place of everything behind an open question.
HELD = "The rest of this step comes after your answer."
ASIDE_WORDS = {
    "why": "Why it is so",
    "mental-model": "A picture to think with",
    "deep": "Under the hood",
    "expert": "Expert zone",
    "avoid": "When not to use it",
    "production": "In production",
    "connections": "Connections",
    "takeaways": "Take away",
    "result": "So",
}


@dataclass(frozen=True)
class Piece:
    """One block of a page: the template that draws it, and its value."""

    template: str
    value: Any


@dataclass(frozen=True)
class Held:
    """What stands in the place of blocks that would give an answer away."""

    text: str


@dataclass(frozen=True)
class PanelView:
    """Code and exchanges, ready to draw."""

    source: Source
    wires: tuple[Wire, ...]


def register(app: Flask) -> None:
    """Give every template of an app the course's words and filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        md=md,
        md_inline=md_inline,
        family=codes.family,
        code_name=codes.name,
        leading=leading_family,
        rfc=md_inline,
    )
    app.jinja_env.globals.update(
        STYLES=caching.STYLES,
        SCRIPTS=caching.SCRIPTS,
        ICON=caching.ICON,
        THEMES=THEMES,
        ASIDE_WORDS=ASIDE_WORDS,
        FOLDED=FOLDED,
        panel=panel_view,
        theme=theme,
    )
    app.context_processor(lambda: {"notice": services().store.notice})


def theme() -> Theme:
    """Return the colours the learner chose."""
    chosen = request.cookies.get(THEME_COOKIE, "system")
    return next((name for name in THEMES if name == chosen), "system")


@lru_cache(maxsize=2048)
def md(text: str) -> Markup:
    """Return the course's own Markdown as HTML."""
    from course.content import markup

    return Markup(markup.render(text))  # noqa: S704 - text of the course's own files, never of a client


@lru_cache(maxsize=2048)
def md_inline(text: str) -> Markup:
    """Return one line of the course's own Markdown as HTML."""
    from course.content import markup

    return Markup(markup.inline(text))  # noqa: S704 - text of the course's own files, never of a client


def code_html(source: str, language: str = "python") -> str:
    """Return source as HTML."""
    from course.content import markup

    return markup.highlight(source, (), language)


def panel_view(panel: Any) -> PanelView:
    """Return a panel of the model as code and wires."""
    return PanelView(source_of(panel), wires_of(panel))


def pieces(
    blocks: tuple[Block, ...],
    answers: dict[str, Answer],
    draft: Draft | None = None,
    retry: str = "",
    read_on: bool = False,
) -> tuple[Piece, ...]:
    """Return blocks as pieces of a page; questions and myths without a recorded answer stay closed.

    What stands behind an open question may build on its answer, or show it: it is held back until then,
    unless the learner wants to read on without answering.
    """
    shown: list[Piece] = []
    for block in blocks:
        piece = _piece(block, answers, draft, retry)
        shown.append(piece)
        waits = isinstance(piece.value, OpenQuestion) and piece.value.id not in answers
        if waits and block is not blocks[-1] and not read_on:
            shown.append(Piece("_held.html", Held(HELD)))
            break
    return tuple(shown)


def split_at_question(shown: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces up to the first question, and those behind it: what an answer can change."""
    for index, piece in enumerate(shown):
        if isinstance(piece.value, OpenQuestion | AnsweredQuestion):
            return shown[: index + 1], shown[index + 1 :]
    return shown, ()


def _piece(block: Block, answers: dict[str, Answer], draft: Draft | None, retry: str) -> Piece:
    if isinstance(block, Question):
        question = show_question(block, answers.get(block.id), draft, retry == block.id)
        return Piece(question.template, question)
    if isinstance(block, Myth):
        myth = show_myth(block, answers.get(block.id), draft)
        return Piece(myth.template, myth)
    return Piece(TEMPLATES[type(block)], block)


TEMPLATES: dict[type, str] = {
    Prose: "_prose.html",
    Shown: "_exchange.html",
    Pitfall: "_pitfall.html",
    Aside: "_aside.html",
    Figure: "_figure.html",
}
