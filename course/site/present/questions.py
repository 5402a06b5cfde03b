"""Questions and myths as a page shows them: before the learner has committed, and after.

The two are different types on purpose. An open question holds no key, no feedback, no reveal and no last
response, so no template can let one slip into a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal

from course.site.present.anchors import TAG
from course.site.present.listings import Shelf, Source
from course.site.present.wires import Wire, wires_before, wires_of
from course.values.lesson import Myth, Option, Question
from course.values.progress import Answer
from course.values.typed import TypedAs

#: Values longer than this do not stand large at the front of an option.
SHORT_VALUE = 11
STANCES = {"believed": "I believed it", "doubted": "I doubted it"}
CONFIDENCES = {"sure": "I am sure", "guessing": "I am guessing"}


@dataclass(frozen=True)
class Choice:
    """One option before the answer."""

    id: str
    value: str
    text_html: str
    family: int
    picked: bool

    @property
    def long(self) -> bool:
        """Tell whether the value needs a line of its own."""
        return len(self.value) > SHORT_VALUE


@dataclass(frozen=True)
class Draft:
    """What a learner sent that could not be accepted: kept, with the reason."""

    question: str
    choice: tuple[str, ...]
    confidence: str
    error: str
    why: str = ""
    #: What was typed, for a question without choices.
    typed: str = ""


@dataclass(frozen=True)
class OpenQuestion:
    """A question that waits for its answer."""

    id: str
    kind: Literal["predict", "quiz"]
    prompt_html: str
    choices: tuple[Choice, ...]
    multiple: bool
    source: Source | None
    wires: tuple[Wire, ...]
    confidence: str = ""
    error: str = ""
    #: True when the rest of the page comes after the answer.
    holds: bool = False
    #: What the learner wrote so far.
    why: str = ""
    #: "code" or "header" when the answer is typed; then there are no choices. And what was typed so far.
    typed_as: TypedAs = ""
    typed: str = ""

    @property
    def button(self) -> str:
        """Return what the button says."""
        return "Send the request" if self.kind == "predict" else "Answer"


@dataclass(frozen=True)
class Said:
    """One side of a verdict: what the learner said, or what came back."""

    value: str
    text_html: str = ""
    family: int = 0
    below: str = ""

    @property
    def numeral(self) -> bool:
        """Tell whether the value is a status code."""
        return bool(re.fullmatch(r"\d{3}", self.value))


@dataclass(frozen=True)
class Feedback:
    """What an option teaches."""

    option: Said
    html: str
    right: bool


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with the learner's answer, the truth and what to learn from it."""

    id: str
    kind: Literal["predict", "quiz"]
    #: numerals: two status codes side by side. calm: other values, and quizzes.
    style: Literal["numerals", "calm"]
    prompt_html: str
    source: Source | None
    wires: tuple[Wire, ...]
    you: tuple[Said, ...]
    truth: tuple[Said, ...]
    right: bool
    confidence: str
    feedback: tuple[Feedback, ...]
    others: tuple[Feedback, ...]
    reveal_html: str
    #: Why the learner thought so, in their own words.
    why: str = ""

    @property
    def sum(self) -> str:
        """Return the outcome in a few words."""
        if self.kind == "predict":
            return "You predicted right." if self.right else "The server said something else."
        if self.right:
            return "That is right."
        return "Not that one." if len(self.truth) == 1 else "Not exactly these."

    @property
    def belief(self) -> str:
        """Return how sure the learner was, as part of a sentence."""
        return {"sure": "and were sure", "guessing": "and were guessing"}.get(self.confidence, "")

    @property
    def report(self) -> tuple[str, ...]:
        """Return what is said of it in the report of a mistake."""
        sure = f" ({self.confidence})" if self.confidence else ""
        return (
            f"Question: {self.id}",
            f"My answer: {_in_words(self.you)}{sure}",
            f"The course says: {_in_words(self.truth)}",
        )

    @property
    def announcement(self) -> str:
        """Return the verdict as it is read out."""
        if self.kind == "predict":
            said = " and ".join(side.value for side in self.you)
            came = " and ".join(side.value for side in self.truth)
            return f"You said {said}. The server said {came}. {self.sum}"
        return self.sum


def _in_words(sides: Sequence[Said]) -> str:
    return ", ".join(side.value or unescape(TAG.sub("", side.text_html)) for side in sides)


@dataclass(frozen=True)
class OpenMyth:
    """A belief, before the learner has said whether they held it."""

    id: str
    belief_html: str
    error: str = ""


@dataclass(frozen=True)
class KnownMyth:
    """A belief with its reality."""

    id: str
    belief_html: str
    stance: str
    reality_html: str
    source: Source | None
    wires: tuple[Wire, ...]

    @property
    def announcement(self) -> str:
        """Return what is read out when the reality appears."""
        return f"You {self.stance} it. The reality is shown below."


def show_question(
    question: Question,
    answer: Answer | None,
    draft: Draft | None = None,
    retry: bool = False,
    shelf: Shelf | None = None,
) -> OpenQuestion | AnsweredQuestion:
    """Return a question as the page shows it: with its reveal only when an answer to it stands.

    `shelf` knows the listings that stand above it.
    """
    mine = draft if draft and draft.question == question.id else None
    if mine or retry or answer is None or not answers(question, answer.choice):
        return _open(question, mine, shelf or Shelf())
    return _answered(question, answer, shelf or Shelf())


def show_myth(
    myth: Myth, answer: Answer | None, draft: Draft | None = None, shelf: Shelf | None = None
) -> OpenMyth | KnownMyth:
    """Return a myth as the page shows it: with its reality only when the learner has taken a side."""
    if answer is None or answer.choice[:1] not in {(stance,) for stance in STANCES}:
        error = draft.error if draft and draft.question == myth.id else ""
        return OpenMyth(myth.id, myth.belief_html, error)
    panel = myth.panel
    return KnownMyth(
        myth.id,
        myth.belief_html,
        answer.choice[0],
        myth.reality_html,
        (shelf or Shelf()).show(panel, told=True) if panel else None,
        wires_of(panel) if panel else (),
    )


def answers(question: Question, choice: Sequence[str]) -> bool:
    """Tell whether a recorded choice is still an answer to the question as it stands now."""
    known = all(question.option(option) is not None for option in choice)
    return known and (len(choice) == 1 or (question.multiple and len(choice) > 1))


def is_right(question: Question, choice: Sequence[str]) -> bool:
    """Tell whether a choice is exactly the set of right options."""
    return frozenset(choice) == question.right_ids


def _open(question: Question, draft: Draft | None, shelf: Shelf) -> OpenQuestion:
    picked = draft.choice if draft else ()
    panel = question.panel
    return OpenQuestion(
        question.id,
        question.kind,
        question.prompt_html,
        tuple(
            Choice(option.id, option.value, option.text_html, option.family, option.id in picked)
            for option in question.options
            if not question.typed_as
        ),
        question.multiple,
        shelf.show(panel) if panel else None,
        wires_before(panel) if panel else (),
        draft.confidence if draft else "",
        draft.error if draft else "",
        why=draft.why if draft else "",
        typed_as=question.typed_as,
        typed=draft.typed if draft else "",
    )


def _answered(question: Question, answer: Answer, shelf: Shelf) -> AnsweredQuestion:
    panel = question.panel
    chosen = [option for option in question.options if option.id in answer.choice]
    rest = [option for option in question.options if option.id not in answer.choice]
    numerals = question.kind == "predict" and question.ask == "status"
    return AnsweredQuestion(
        question.id,
        question.kind,
        "numerals" if numerals else "calm",
        question.prompt_html,
        shelf.show(panel, told=True) if panel else None,
        wires_of(panel) if panel else (),
        tuple(_said(option) for option in chosen),
        (_status_said(question),) if numerals else tuple(_said(o) for o in question.options if o.right),
        is_right(question, answer.choice),
        answer.confidence,
        tuple(_feedback(option) for option in chosen),
        tuple(_feedback(option) for option in rest),
        question.reveal_html,
        answer.why,
    )


def _said(option: Option) -> Said:
    return Said(option.value, option.text_html, option.family)


def _status_said(question: Question) -> Said:
    exchange = question.panel.last if question.panel else None
    response = exchange.response if exchange else None
    if response is not None:
        return Said(str(response.status), family=response.family, below=response.phrase)
    return next((_said(option) for option in question.options if option.right), Said("nothing"))


def _feedback(option: Option) -> Feedback:
    return Feedback(_said(option), option.feedback_html, option.right)
