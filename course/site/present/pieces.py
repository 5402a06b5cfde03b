"""The blocks of a lesson as a page shows them: what waits for an answer stays closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from course.site.present.anchors import Anchors, raised
from course.site.present.listings import Shelf, Source, source_of
from course.site.present.questions import (
    AnsweredQuestion,
    Draft,
    KnownMyth,
    OpenMyth,
    OpenQuestion,
    show_myth,
    show_question,
)
from course.site.present.wires import Wire, wires_of
from course.values.lesson import (
    FOLDED,
    Aside,
    Block,
    Figure,
    Myth,
    Panel,
    Pitfall,
    Prose,
    Question,
    Shown,
    Visualize,
)
from course.values.progress import Answer

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
    "result": "What you take with you",
}


@dataclass(frozen=True)
class PanelView:
    """Code and exchanges, ready to draw."""

    source: Source | None
    wires: tuple[Wire, ...]


@dataclass(frozen=True)
class Text:
    """A stretch of finished HTML."""

    html: str


@dataclass(frozen=True)
class ExchangeView:
    """Code, request and answer, with the text that belongs to them."""

    anchor: str
    caption_html: str
    source: Source | None
    wires: tuple[Wire, ...]
    text_html: str


@dataclass(frozen=True)
class PitfallView:
    """A wrong app and a right app side by side; the lines in which they differ are marked."""

    anchor: str
    title_html: str
    wrong: PanelView
    right: PanelView
    cause_html: str


@dataclass(frozen=True)
class AsideView:
    """A prose block."""

    anchor: str
    kind: str
    #: What kind of block it is, in words.
    words: str
    title: str
    html: str

    @property
    def folded(self) -> bool:
        """Tell whether the block is closed until it is wanted."""
        return self.kind in FOLDED


#: One block of a page. Which template draws it is said in course.site.templates.
Piece: TypeAlias = (
    Text
    | ExchangeView
    | PitfallView
    | AsideView
    | Figure
    | Visualize
    | OpenQuestion
    | AnsweredQuestion
    | OpenMyth
    | KnownMyth
)


def panel_view(panel: Panel) -> PanelView:
    """Return a panel of the model as code and wires, its answer known."""
    return PanelView(source_of(panel, told=True), wires_of(panel))


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
    page = _Page(answers, draft, retry)
    shown: list[Piece] = []
    for block in blocks:
        piece = page.piece(block)
        if isinstance(piece, OpenQuestion) and piece.id not in answers and not read_on:
            last = block is blocks[-1]
            shown.append(piece if last else replace(piece, holds=True))
            break
        shown[-1:] = _joined(shown[-1], piece) if shown else (piece,)
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


def split_off_intro(shown: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the text that a page begins with, and the rest."""
    count = next((n for n, piece in enumerate(shown) if not isinstance(piece, Text)), len(shown))
    return shown[:count], shown[count:]


def split_off_result(shown: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], AsideView | None]:
    """Return the pieces without the sentence that a step ends with, and that sentence."""
    found = next((p for p in reversed(shown) if isinstance(p, AsideView) and p.kind == "result"), None)
    return tuple(piece for piece in shown if piece is not found), found


def _joined(before: Piece, piece: Piece) -> tuple[Piece, ...]:
    """Return two pieces; text without a heading that follows an exchange stands beside its wire."""
    if isinstance(before, ExchangeView) and isinstance(piece, Text) and "<h" not in piece.html:
        return (replace(before, text_html=before.text_html + piece.html),)
    return before, piece


class _Page:
    """Blocks become pieces in the order of their page: a listing and an id are known when they come again."""

    def __init__(self, answers: dict[str, Answer], draft: Draft | None, retry: str) -> None:
        self._answers, self._draft, self._retry = answers, draft, retry
        self._shelf = Shelf()
        self._anchors = Anchors()

    def piece(self, block: Block) -> Piece:
        """Return a block as a piece."""
        if isinstance(block, Question):
            answer = self._answers.get(block.id)
            return show_question(block, answer, self._draft, self._retry == block.id, self._shelf)
        if isinstance(block, Myth):
            return show_myth(block, self._answers.get(block.id), self._draft, self._shelf)
        if isinstance(block, Shown):
            return self._exchange(block)
        if isinstance(block, Pitfall):
            return self._pitfall(block)
        if isinstance(block, Aside):
            return self._aside(block)
        return Text(raised(block.html, self._anchors)) if isinstance(block, Prose) else block

    def _aside(self, block: Aside) -> AsideView:
        words = ASIDE_WORDS.get(block.kind, block.kind)
        anchor = self._anchors.of(block.title or words)
        return AsideView(anchor, block.kind, words, block.title, block.html)

    def _exchange(self, block: Shown) -> ExchangeView:
        caption = block.caption_html
        anchor = self._anchors.of(caption) if caption else ""
        source = self._shelf.show(block.panel, told=True)
        return ExchangeView(anchor, caption, source, wires_of(block.panel), block.text_html)

    def _pitfall(self, block: Pitfall) -> PitfallView:
        wrong, right = self._shelf.versions(block.wrong, block.right)
        return PitfallView(
            self._anchors.of(block.title_html),
            block.title_html,
            PanelView(wrong, wires_of(block.wrong)),
            PanelView(right, wires_of(block.right)),
            block.cause_html,
        )
