"""Markdown and code as HTML."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from course.values import codes
from course.values.lesson import CodeLine
from course.values.links import DEFAULT_LINKS, Links

_CODE = re.compile(r"(?<![\w&#])\d{3}(?!\w)")


@lru_cache(maxsize=2048)
def md(text: str, links: Links = DEFAULT_LINKS) -> Markup:
    """Return the course's own Markdown as HTML."""
    from course.text import markup

    return Markup(markup.render(text, links))  # noqa: S704 - text of the course's own files, never of a client


@lru_cache(maxsize=2048)
def md_inline(text: str, links: Links = DEFAULT_LINKS) -> Markup:
    """Return one line of the course's own Markdown as HTML."""
    from course.text import markup

    return Markup(markup.inline(text, links))  # noqa: S704 - text of the course's own files, never of a client


def coded(text: str) -> Markup:
    """Return plain text with every registered status code marked as one."""
    escaped = str(escape(text))
    return Markup(_CODE.sub(_chip, escaped))  # noqa: S704 - escaped above


def _chip(match: re.Match[str]) -> str:
    code = int(match[0])
    return f'<span class="n k{codes.family(code)}">{code}</span>' if code in codes.NAMES else match[0]


def code_lines(source: str) -> tuple[CodeLine, ...]:
    """Return a program line by line, highlighted."""
    from course.text import markup

    return markup.code_lines(source)


@lru_cache(maxsize=2048)
def md_sentence(text: str, links: Links = DEFAULT_LINKS) -> Markup:
    """Return one line of the course's own Markdown as HTML, its status codes as links."""
    from course.text import markup

    return Markup(markup.sentence(text, links))  # noqa: S704 - text of the course's own files, never of a client


def code_html(source: str, language: str = "python") -> str:
    """Return source as HTML."""
    from course.text import markup

    return markup.highlight(source, (), language)


def highlighted_lines(source: str, language: str = "python") -> list[str]:
    """Return each line of a source as HTML."""
    from course.text import markup

    return markup.highlighted_lines(source, language)
