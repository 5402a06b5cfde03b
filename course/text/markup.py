"""Markdown to HTML, with the course's own marks: status codes, RFC sections, links inside the course.

Nothing here writes a style attribute or a script: pages are served under a strict content security policy.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pygments import highlight as pygmentize
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx.superfences import SuperFencesCodeExtension  # type: ignore[import-untyped]

from course.text.marks import CHIP, RFC, TERM, rfc_address
from course.text.statuses import statuses
from course.text.terms import anchor_of, name_of
from course.values import codes
from course.values.lesson import CodeLine
from course.values.links import DEFAULT_LINKS, Links

#: A plain name as Pygments writes it: most of a program, and it looks like text.
_NAME = re.compile(r'<span class="n">([^<]*)</span>')
_NUMBER = re.compile(r'<span class="mi">([1-5]\d\d)</span>')
#: What a line needs at least to come out of the converter as anything else than itself.
_MAY_MEAN_SOMETHING = re.compile(r"[\\`*_\[\]!<>&{}]|RFC")


class Markup:
    """A Markdown converter for many short texts. One thread at a time: Python-Markdown keeps state."""

    def __init__(self, links: Links = DEFAULT_LINKS) -> None:
        self._links = links
        self._blocks = _block_converter(links)
        self._spans: dict[bool, markdown.Markdown] = {}

    def render(self, text: str) -> str:
        """Return Markdown as HTML. Headings come out as h3 or lower: h1 and h2 belong to the page."""
        return self._blocks.reset().convert(text)

    def inline(self, text: str, link_codes: bool = False) -> str:
        """Return one line of Markdown as HTML that may stand inside a heading, a legend or a label.

        With `link_codes` its status codes are links; it may not stand inside a link or a label then.
        """
        line = " ".join(text.split())
        if not _MAY_MEAN_SOMETHING.search(line):
            return line
        if link_codes not in self._spans:
            self._spans[link_codes] = _span_converter(self._links, link_codes)
        rendered = self._spans[link_codes].reset().convert(line)
        return rendered.removeprefix("<p>").removesuffix("</p>")


def render(text: str, links: Links = DEFAULT_LINKS) -> str:
    """Return Markdown as HTML, with a converter of its own: safe to call from several threads."""
    return Markup(links).render(text)


def inline(text: str, links: Links = DEFAULT_LINKS) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return Markup(links).inline(text)


def sentence(text: str, links: Links = DEFAULT_LINKS) -> str:
    """Return one line of Markdown as HTML without a paragraph around it; its status codes are links."""
    return Markup(links).inline(text, link_codes=True)


def highlight(
    source: str, marked_lines: Collection[int] = (), language: str = "python", numbered: bool = True
) -> str:
    """Return source as HTML, one span of class "ln" for each line; numbers in `marked_lines` start at 1.

    The line break stands inside the span: it reads the same as a block, as inline text, and when copied.
    """
    spans = "".join(
        f'<span class="ln{" at" if number in marked_lines else ""}"{_number(number) if numbered else ""}>'
        f"{line}\n</span>"
        for number, line in enumerate(_formatted(source, language), start=1)
    )
    # A wide listing scrolls sideways, so the keyboard must be able to reach it.
    return (
        f'<div class="code" tabindex="0" role="group" aria-label="Code"><pre><code>{spans}</code></pre></div>'
    )


def _number(number: int) -> str:
    return f' data-n="{number}"'


def code_lines(source: str, wanted: str = "", language: str = "python") -> tuple[CodeLine, ...]:
    """Return source line by line, highlighted; the lines that contain `wanted` are marked."""
    texts = source.rstrip("\n").split("\n")
    return tuple(
        CodeLine(text, html, bool(wanted) and wanted in text)
        for text, html in zip(texts, _formatted(source, language), strict=True)
    )


def highlighted_lines(source: str, language: str = "python") -> list[str]:
    """Return each line of a source as HTML."""
    return _formatted(source, language)


@lru_cache(maxsize=512)
def _formatted(source: str, language: str) -> list[str]:
    # A lesson shows the same app with one question after the other.
    # HtmlFormatter closes its spans at the end of each line, so a line can be wrapped by itself.
    text = source.rstrip("\n") + "\n"
    html = _NAME.sub(r"\1", pygmentize(text, _lexer(language), _formatter()))
    return [
        _coloured(line, said)
        for line, said in zip(html.removesuffix("\n").split("\n"), text.split("\n"), strict=False)
    ]


def _coloured(html: str, text: str) -> str:
    """Give the status codes of a line their mark."""
    wanted = statuses(text)
    if not wanted:
        return html
    return _NUMBER.sub(lambda match: _chip(match[1]) if match[1] in wanted else match[0], html)


def _chip(code: str) -> str:
    return f'<span class="n k{code[0]}">{code}</span>'


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language or "text", stripnl=False)
    except ClassNotFound:
        return get_lexer_by_name("text", stripnl=False)


def _fence(source: str, language: str, *_: Any, **__: Any) -> str:
    return highlight(source, language=language, numbered=False)


def _block_converter(links: Links) -> markdown.Markdown:
    fences = [{"name": "*", "class": "code", "format": _fence}]
    return markdown.Markdown(
        extensions=[
            SaneListExtension(),
            # Without this option a table's alignment would be a style attribute.
            _Tables(use_align_attribute=True),
            SuperFencesCodeExtension(custom_fences=fences),
            CourseExtension(links, link_codes=True),
        ],
        output_format="html",
    )


def _span_converter(links: Links, link_codes: bool) -> markdown.Markdown:
    converter = markdown.Markdown(extensions=[CourseExtension(links, link_codes)], output_format="html")
    for processor in (
        "empty",
        "indent",
        "code",
        "hashheader",
        "setextheader",
        "hr",
        "olist",
        "ulist",
        "quote",
    ):
        converter.parser.blockprocessors.deregister(processor)
    converter.parser.blockprocessors.deregister("reference")
    return converter


class _Tables(TableExtension):
    """Tables in which a | in code is written as GitHub needs it, with a backslash that is not shown."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_TableRows(md.parser, self.getConfigs()), "table", 75)


class _TableRows(TableProcessor):
    def _split(self, row: str) -> list[str]:  # the library divides rows here; its stubs leave it out
        cells: list[str] = super()._split(row)  # type: ignore[misc]
        return [cell.replace("\\|", "|") for cell in cells]


class CourseExtension(Extension):
    """Adds the course's inline marks to Python-Markdown and keeps headings below h2."""

    def __init__(self, links: Links, link_codes: bool = False) -> None:
        super().__init__()
        self.links = links
        self.link_codes = link_codes

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Register the processors. Code spans (190) come before ours, so code stays as it is."""
        # Before Python-Markdown's own links (170), which begin with a bracket too.
        md.inlinePatterns.register(_Term(TERM.pattern, md), "course-term", 175)
        md.inlinePatterns.register(_Chip(CHIP.pattern, md), "course-code", 85)
        md.inlinePatterns.register(_Rfc(RFC.pattern, md), "course-rfc", 84)
        md.treeprocessors.register(_Finish(md, self.links), "course-finish", 5)
        if self.link_codes:
            md.treeprocessors.register(_LinkCodes(md, self.links), "course-codes", 4)


class _Chip(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        code = int(m.group(1))
        element = Element("span", {"class": f"n k{codes.family(code)}", "title": codes.speak(code)})
        element.text = AtomicString(str(code))
        return element, m.start(0), m.end(0)


class _Term(InlineProcessor):
    """A term where it is defined: it can be linked to, and leads to the glossary."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        anchor = anchor_of(name_of(m.group(1)))
        element = Element("dfn", {"id": f"term-{anchor}"})
        link = SubElement(element, "a", {"href": f"term:{anchor}"})
        link.text = AtomicString(m.group(1) + m.group(3))
        return element, m.start(0), m.end(0)


class _Rfc(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        element = Element("a", {"class": "rfc", "href": rfc_address(m.group(1), m.group(2))})
        element.text = AtomicString(re.sub(r"\s+", " ", m.group(0)))
        return element, m.start(0), m.end(0)


class _Finish(Treeprocessor):
    """Resolve links, push headings below h2, turn alignment into classes, let wide tables scroll."""

    def __init__(self, md: markdown.Markdown, links: Links) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if re.fullmatch(r"h[1-6]", element.tag)]
        shift = max((3 - int(element.tag[1]) for element in headings), default=0)
        for element in headings:
            element.tag = f"h{min(6, int(element.tag[1]) + max(0, shift))}"
        for element in root.iter():
            if "href" in element.attrib:
                element.set("href", self.links.href(element.attrib["href"]))
            align = element.attrib.pop("align", "")
            if align:
                element.set("class", f"to-{align}")
        _wrap_tables(root)


class _LinkCodes(Treeprocessor):
    """Make each status code a link to its page, where no link is around it already."""

    def __init__(self, md: markdown.Markdown, links: Links) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        for child in root:
            if child.tag == "span" and child.get("class", "").startswith("n k"):
                self._link(child)
            elif child.tag != "a":
                self.run(child)

    def _link(self, chip: Element) -> None:
        code = int(chip.text or 0)
        if code in codes.NAMES:
            chip.tag = "a"
            chip.set("href", self.links.code(code))


def _wrap_tables(parent: Element) -> None:
    for index, child in enumerate(list(parent)):
        if child.tag == "table":
            wrapper = Element("div", {"class": "table"})
            wrapper.tail, child.tail = child.tail, None
            parent[index] = wrapper
            wrapper.append(child)
        else:
            _wrap_tables(child)
