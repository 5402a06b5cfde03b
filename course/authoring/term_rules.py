"""The rules that the terms of the glossary keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from course.lessons import parser
from course.lessons.parser import Source
from course.lessons.scan import Markdown, Node
from course.reference.glossary import defining
from course.text.front_matter import Fault
from course.text.marks import without_code
from course.text.terms import Definition, definitions
from course.values.mistakes import ContentError

_TARGET = re.compile(r"\]\(([^)]*)\)")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True)
class _Defined:
    """A term, and the lesson that defines it."""

    definition: Definition
    slug: str


def term_anchors(sources: Iterable[Source]) -> frozenset[str]:
    """Return what a link to a term may name."""
    return frozenset(one.definition.anchor for source in sources for one in _defined(source))


def check_terms(sources: Sequence[Source]) -> Iterator[ContentError]:
    """Yield the terms that are defined twice, in a place of their own, or used too early.

    The lessons come in teaching order. Only a term whose mark says so (`[[validator!]]`) is held back.
    """
    seen: dict[str, _Defined] = {}
    for source in sources:
        yield from parser.errors(source.file, [*_misplaced(source), *_repeated(source, seen)])
    for number, source in enumerate(sources):
        later = {other.slug for other in sources[number + 1 :]}
        unknown = [one for one in seen.values() if one.slug in later and one.definition.technical]
        yield from parser.errors(source.file, list(_early(source, unknown)))


def check_undefined(text: str, first_line: int = 1) -> Iterator[Fault]:
    """Yield the marks of terms in a text that defines none, such as an exercise's README."""
    for one in definitions(text, first_line):
        yield Fault(one.line, f"{one.name!r} cannot be defined here.", "Define it in the prose of a lesson.")


def _defined(source: Source) -> Iterator[_Defined]:
    items = [*source.opener, *(item for step in source.steps for item in step.items)]
    for text in defining(items):
        yield from (_Defined(one, source.slug) for one in definitions(text.text, text.line))


def _repeated(source: Source, seen: dict[str, _Defined]) -> Iterator[Fault]:
    for one in _defined(source):
        first = seen.setdefault(one.definition.anchor, one)
        if first is not one:
            remedy = f"Link to it: [{one.definition.name}](term:{one.definition.anchor})."
            message = f"{one.definition.name!r} is defined in {first.slug} already."
            yield Fault(one.definition.line, message, remedy)


def _misplaced(source: Source) -> Iterator[Fault]:
    """Yield the marks in prompts, titles of blocks, options and in what is shown only after an answer."""
    remedy = "Define it in the prose of the step, or in a block that everybody sees."
    allowed = {text.line for text in defining(source.items)}
    for text, line in _written(source.items):
        if line not in allowed:
            for one in definitions(text, line):
                yield Fault(one.line, f"{one.name!r} is defined where it is not seen by everybody.", remedy)


def _written(items: Iterable[Markdown | Node]) -> Iterator[tuple[str, int]]:
    for item in items:
        if isinstance(item, Markdown):
            yield item.text, item.line
        else:
            yield item.argument, item.line
            yield from _written(item.children)


def _early(source: Source, unknown: Sequence[_Defined]) -> Iterator[Fault]:
    """Yield the first use of each unknown term of a lesson that has no link beside it."""
    paragraphs = [found for text in _linkable(source.items) for found in _paragraphs(text)]
    for one in unknown:
        pattern = _word(one.definition.name)
        used = ((pattern.search(prose), prose, links, line) for prose, links, line in paragraphs)
        match, prose, links, line = next((use for use in used if use[0]), (None, "", frozenset(), 0))
        if match and not _led(links, one):
            yield _too_early(one, line + prose.count("\n", 0, match.start()))


def _too_early(one: _Defined, line: int) -> Fault:
    name, anchor = one.definition.name, one.definition.anchor
    return Fault(
        line,
        f"{name!r} is used here, and {one.slug} defines it.",
        f"Link to it where it comes first: [{name}](term:{anchor}); or write another word.",
    )


def _linkable(items: Iterable[Markdown | Node]) -> Iterator[Markdown]:
    """Yield the texts in which a link can stand: not those of an option, which is a label."""
    for item in items:
        if isinstance(item, Markdown):
            yield item
        elif item.name != "moment":
            option = item.name == "option"
            yield from _linkable(child for child in item.children if isinstance(child, Node) or not option)


def _paragraphs(text: Markdown) -> Iterator[tuple[str, frozenset[str], int]]:
    """Yield each paragraph without code and addresses, with the targets of its links and its line."""
    visible = without_code(text.text)
    for match in _PARAGRAPH.finditer(visible):
        line = text.line + visible.count("\n", 0, match.start())
        yield _TARGET.sub("]", match[0]), frozenset(_TARGET.findall(match[0])), line


def _led(links: frozenset[str], one: _Defined) -> bool:
    term, lesson = f"term:{one.definition.anchor}", f"lesson:{one.slug}"
    return any(link == term or link.split("#")[0] == lesson for link in links)


def _word(name: str) -> re.Pattern[str]:
    """Return what finds a term, also in the plural; a name such as CORS only as it is written."""
    flags = 0 if re.search(r"[A-Z]", name) else re.IGNORECASE
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<![\w-]){words}(?:e?s)?(?![\w-])", flags)
