"""Markdown and code as HTML."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from course.values.links import DEFAULT_LINKS, Links


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


@lru_cache(maxsize=2048)
def md_sentence(text: str, links: Links = DEFAULT_LINKS) -> Markup:
    """Return one line of the course's own Markdown as HTML, its status codes as links."""
    from course.text import markup

    return Markup(markup.sentence(text, links))  # noqa: S704 - text of the course's own files, never of a client


def code_html(source: str, language: str = "python") -> str:
    """Return source as HTML."""
    from course.text import markup

    return markup.highlight(source, (), language)
