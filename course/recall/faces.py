"""Both sides of a card, made from the lesson or the reference that it asks about. No answer is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import escape

from course.challenge.draw import find
from course.challenge.session import sentence
from course.lessons.library import Library
from course.recall.deck import needed_headers
from course.reference.entries import Entry, HeaderRule, Pair, Reference
from course.reference.live import live
from course.text import marks
from course.text.html import md_inline
from course.values import codes
from course.values.lesson import Option, Panel, Question
from course.values.links import Links
from course.values.mistakes import CourseContentError
from course.values.numbers import number_of
from course.values.recall import Card

_TELLS = re.compile(r"^\d{3} tells a client(?::| that)\s*")


@dataclass(frozen=True)
class Choice:
    """Something to choose between in one's head."""

    value: str
    text_html: str
    family: int = 0


@dataclass(frozen=True)
class Front:
    """What a card asks. Nothing of the answer is in it."""

    #: What to do: "Predict again", "Which code?".
    task: str
    prompt_html: str
    choices: tuple[Choice, ...] = ()
    #: The app and its exchanges, the last one without its answer.
    panel: Panel | None = None


@dataclass(frozen=True)
class Back:
    """The answer: what it is in short, why, and the live exchange."""

    values: tuple[Choice, ...]
    html: str
    panel: Panel | None = None


@dataclass(frozen=True)
class Face:
    """Both sides of a card, and where to read more."""

    card: Card
    front: Front
    back: Back
    href: str
    label: str


@dataclass(frozen=True)
class Desk:
    """What the sides of cards are made from."""

    library: Library
    reference: Reference
    links: Links

    def face(self, card: Card) -> Face | None:
        """Return both sides of a card, None when what it asks about is not there any more."""
        makers: dict[str, Callable[[Card], Face | None]] = {
            "question": self.of_question,
            "pair": self.of_pair,
            "code": self.of_code,
            "meaning": self.of_meaning,
            "header": self.of_header,
            "field": self.of_field,
            "challenge": self.of_challenge,
        }
        maker = makers.get(card.kind)
        return maker(card) if maker else None

    def of_question(self, card: Card) -> Face | None:
        """Return a question of a lesson or of a pair page."""
        pair = next((pair for pair in self.reference.pairs.values() if pair.question.id == card.name), None)
        if pair is not None:
            return self._asked(card, pair.question, self.links.code(pair.slug), pair.title)
        try:
            lesson = self.library.under(self.links).lesson(card.lesson)
        except (KeyError, CourseContentError):
            return None
        for step in lesson.steps:
            for question in step.questions:
                if question.id == card.name:
                    href = f"{self.links.step(card.lesson, step.id)}#q-{question.id}"
                    return self._asked(card, question, href, f"Lesson {lesson.outline.number}, {step.title}")
        return None

    def _asked(self, card: Card, question: Question, href: str, label: str) -> Face:
        task = "Predict it again" if question.kind == "predict" else "Answer it again"
        front = Front(
            task,
            question.prompt_html,
            # What was typed in the lesson is not shown to choose from here either.
            () if question.typed_as else tuple(map(_choice, question.options)),
            question.panel and question.panel.without_answer(),
        )
        right = [option for option in question.options if option.right]
        html = "".join(option.feedback_html for option in right) + question.reveal_html
        return Face(card, front, Back(tuple(map(_choice, right)), html, question.panel), href, label)

    def of_pair(self, card: Card) -> Face | None:
        """Return two codes that are taken for each other."""
        pair = self.reference.pairs.get(card.name)
        if pair is None:
            return None
        front = Front("What tells them apart?", _numbers(pair.codes))
        sides = "".join(
            f"<p>{_number(side.code)} {md_inline(side.text, self.links)}</p>" for side in pair.sides
        )
        html = f"<p>{md_inline(pair.rule, self.links)}</p>{sides}"
        panel = self._sample_of(pair.codes)
        return Face(card, front, Back((), html, panel), self.links.code(pair.slug), _title(pair))

    def of_code(self, card: Card) -> Face | None:
        """Return a number; asked is what it tells a client."""
        return self._coded(card, lambda entry: Front("What does it tell a client?", _number(entry.code)))

    def of_meaning(self, card: Card) -> Face | None:
        """Return what a code tells a client; asked is the number."""

        def front(entry: Entry) -> Front:
            return Front("Which code says this?", str(md_inline(_without_number(entry), self.links)))

        return self._coded(card, front)

    def _coded(self, card: Card, front: Callable[[Entry], Front]) -> Face | None:
        entry = self._entry(card.name)
        if entry is None:
            return None
        html = f"<p>{md_inline(entry.says, self.links)}</p><p>{md_inline(entry.use, self.links)}</p>"
        value = _code(entry.code) if card.kind == "meaning" else Choice(entry.name, "")
        return self._of_entry(card, entry, front(entry), (value,), html)

    def of_header(self, card: Card) -> Face | None:
        """Return a code; asked are the header fields that belong to it."""
        entry = self._entry(card.name)
        needed = needed_headers(entry) if entry else ()
        if entry is None or not needed:
            return None
        front = Front("Which header fields belong to it?", _number(entry.code))
        html = "".join(
            f"<p><code>{rule.name}</code> ({rule.need}, {rule.cite}): {md_inline(rule.why, self.links)}</p>"
            for rule in needed
        )
        return self._of_entry(card, entry, front, tuple(Choice(rule.name, "") for rule in needed), html)

    def of_field(self, card: Card) -> Face | None:
        """Return a header field; asked are the codes with which the standard asks for it."""
        found = [e for e in self.reference.entries.values() if card.name in map(_name_of, needed_headers(e))]
        if not found:
            return None
        front = Front("With which codes does the standard ask for it?", f"<code>{card.name}</code>")
        rules = [(e, rule) for e in found for rule in needed_headers(e) if rule.name == card.name]
        html = "".join(
            f"<p>{_number(e.code)} ({rule.need}, {rule.cite}): {md_inline(rule.why, self.links)}</p>"
            for e, rule in rules
        )
        return self._of_entry(card, found[0], front, tuple(_code(e.code) for e in found), html)

    def of_challenge(self, card: Card) -> Face | None:
        """Return a question of a challenge that was missed."""
        asked = find(self.library, card.name)
        if asked is None or not asked.key:
            return None
        front = Front(
            "Which code comes back?",
            str(escape(sentence(asked))),
            tuple(_code(code) for code in asked.options),
            asked.panel.without_answer(),
        )
        entry = self.reference.entries.get(asked.key)
        html = f"<p>{md_inline(entry.says, self.links)}</p>" if entry else ""
        href, label = self.links.lesson(asked.lesson), f"Lesson {int(asked.lesson[:2])}"
        return Face(card, front, Back((_code(asked.key),), html, asked.panel), href, label)

    def _entry(self, number: str) -> Entry | None:
        return self.reference.entries.get(number_of(number) or 0)

    def _sample_of(self, found: tuple[int, ...]) -> Panel | None:
        """Return the live exchange of the first of some codes that a view can send."""
        samples = (self.reference.entries[code].sample for code in found if code in self.reference.entries)
        sample = next((sample for sample in samples if sample), None)
        return live(sample.path, sample.requests) if sample else None

    def _of_entry(
        self, card: Card, entry: Entry, front: Front, values: tuple[Choice, ...], html: str
    ) -> Face:
        panel = self._sample_of((entry.code,))
        label = f"{entry.code} {entry.name}"
        return Face(card, front, Back(values, html, panel), self.links.code(entry.code), label)


def _choice(option: Option) -> Choice:
    return Choice(option.value, option.text_html, option.family)


def _code(code: int) -> Choice:
    return Choice(str(code), codes.name(code), codes.family(code))


def _number(code: int) -> str:
    return f'<span class="n k{codes.family(code)}">{code}</span>'


def _numbers(found: tuple[int, ...]) -> str:
    return " or ".join(map(_number, found))


def _title(pair: Pair) -> str:
    return f"{pair.title}, side by side"


def _name_of(rule: HeaderRule) -> str:
    return rule.name


def _without_number(entry: Entry) -> str:
    """Return what a code tells a client without its own number."""
    said = _TELLS.sub("", marks.plain(entry.says))
    return re.sub(rf"\b{entry.code}\b( {re.escape(entry.name)})?", "this code", said)
