"""The blocks of a lesson as a page shows them: what waits for an answer stays closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from course.site.present.questions import (
    AnsweredQuestion,
    Draft,
    KnownMyth,
    OpenMyth,
    OpenQuestion,
    show_myth,
    show_question,
)
from course.site.present.wires import Source, Wire, source_of, wires_of
from course.values.lesson import Aside, Block, Figure, Myth, Panel, Pitfall, Prose, Question, Shown
from course.values.progress import Answer

#: What stands in the place of everything behind an open question.
HELD = "The rest of this step comes after your answer."
#: The words that stand for each kind of prose block.
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
class Held:
    """What stands in the place of blocks that would give an answer away."""

    text: str


@dataclass(frozen=True)
class PanelView:
    """Code and exchanges, ready to draw."""

    source: Source
    wires: tuple[Wire, ...]


#: One block of a page. Which template draws it is said in course.site.templates.
Piece: TypeAlias = (
    Prose | Shown | Pitfall | Aside | Figure | OpenQuestion | AnsweredQuestion | OpenMyth | KnownMyth | Held
)


def panel_view(panel: Panel) -> PanelView:
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
        waits = isinstance(piece, OpenQuestion) and piece.id not in answers
        if waits and block is not blocks[-1] and not read_on:
            shown.append(Held(HELD))
            break
    return tuple(shown)


def open_questions(shown: tuple[Piece, ...]) -> bool:
    """Tell whether a question of these pieces waits for its answer."""
    return any(isinstance(piece, OpenQuestion) for piece in shown)


def split_at_question(shown: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces up to the first question, and those behind it: what an answer can change."""
    for index, piece in enumerate(shown):
        if isinstance(piece, OpenQuestion | AnsweredQuestion):
            return shown[: index + 1], shown[index + 1 :]
    return shown, ()


def _piece(block: Block, answers: dict[str, Answer], draft: Draft | None, retry: str) -> Piece:
    if isinstance(block, Question):
        return show_question(block, answers.get(block.id), draft, retry == block.id)
    if isinstance(block, Myth):
        return show_myth(block, answers.get(block.id), draft)
    return block
