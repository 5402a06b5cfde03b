"""The terms that the lessons define, each with the sentence of the lesson that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from course.lessons.library import Library
from course.lessons.parser import Source
from course.lessons.scan import Markdown, Node
from course.reference.usage import QUESTIONS, SECRET
from course.text.terms import Definition, definitions, linked


@dataclass(frozen=True)
class Term:
    """A term of the glossary."""

    name: str
    anchor: str
    #: Markdown: the sentence of the lesson, its other terms as links.
    sentence: str
    #: Folder name and title of the lesson that defines it.
    slug: str
    lesson: str
    #: The step that does, "" for the text before the first step.
    step: str
    step_title: str
    #: True when a question comes first: until it is answered, the step does not show the definition.
    behind_question: bool

    @property
    def letter(self) -> str:
        """Return the letter under which the term is listed."""
        return self.name[0].upper()


@dataclass(frozen=True)
class Glossary:
    """Every term, in the order of the alphabet."""

    terms: tuple[Term, ...]

    @property
    def by_letter(self) -> tuple[tuple[str, tuple[Term, ...]], ...]:
        """Return the terms of each letter that begins one."""
        return tuple(
            (letter, tuple(terms)) for letter, terms in groupby(self.terms, key=lambda term: term.letter)
        )


def read(library: Library) -> Glossary:
    """Return the glossary of the lessons that can be read."""
    sources = (library.source(slug) for slug in library.slugs())
    return glossary(source for source in sources if source is not None)


def glossary(sources: Iterable[Source]) -> Glossary:
    """Return the glossary of lessons; of a term that is defined twice, the first definition."""
    found: dict[str, Term] = {}
    for source in sources:
        for term in _terms(source):
            found.setdefault(term.anchor, term)
    return Glossary(tuple(sorted(found.values(), key=lambda term: (term.name.casefold(), term.name))))


def defining(items: Iterable[Markdown | Node]) -> Iterator[Markdown]:
    """Yield the texts in which a term may be defined: those that everybody sees, before any answer."""
    for item in items:
        if isinstance(item, Markdown):
            yield item
        elif item.name not in SECRET:
            yield from item.texts


def _terms(source: Source) -> Iterator[Term]:
    if source.outline is None:
        return
    for step, title, items in (("", "", source.opener), *((s.id, s.title, s.items) for s in source.steps)):
        asked = min((item.line for item in items if _asks(item)), default=None)
        for text in defining(items):
            behind = asked is not None and text.line > asked
            for one in definitions(text.text, text.line):
                yield _term(one, source, (step, title), behind)


def _asks(item: Markdown | Node) -> bool:
    return isinstance(item, Node) and item.name in QUESTIONS


def _term(one: Definition, source: Source, step: tuple[str, str], behind: bool) -> Term:
    lesson = source.outline.title if source.outline else ""
    sentence = linked(one.sentence, one.name)
    return Term(one.name, one.anchor, sentence, source.slug, lesson, *step, behind)
