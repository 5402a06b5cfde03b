"""What every template may use: filters, globals, and which template draws a piece of a page."""

from __future__ import annotations

from flask import Flask, g, request
from markupsafe import Markup
from werkzeug.local import LocalProxy

from course.places import DOOR
from course.site.http import caching
from course.site.http.address import links
from course.site.http.services import services
from course.site.http.static_files import SITE_STYLES
from course.site.http.theme import THEME_WORDS, theme
from course.site.present.anchors import linked
from course.site.present.cards import asked_evidence, told_evidence
from course.site.present.course_map import mark_exercise
from course.site.present.desks import Desk, lesson_desk
from course.site.present.listings import Source, whole
from course.site.present.mistake_report import mistake_report
from course.site.present.pieces import AsideView, ExchangeView, Piece, PitfallView, Text, pieces
from course.site.present.questions import AnsweredQuestion, KnownMyth, OpenMyth, OpenQuestion
from course.site.present.times import clock, moment
from course.site.present.verdicts import leading_family
from course.site.present.ways_bar import WayGroup, ways_bar
from course.text import html
from course.values import codes
from course.values.lesson import Block, Figure, Lesson, Visualize

#: The template of every kind of piece.
TEMPLATES: dict[type[Piece], str] = {
    Text: "parts/prose.html",
    ExchangeView: "parts/exchange.html",
    PitfallView: "parts/pitfall.html",
    AsideView: "parts/aside.html",
    Figure: "parts/figure.html",
    Visualize: "parts/visualize.html",
    OpenQuestion: "parts/question_open.html",
    AnsweredQuestion: "parts/question_answered.html",
    OpenMyth: "parts/myth_open.html",
    KnownMyth: "parts/myth_known.html",
}


def register(app: Flask) -> None:
    """Give every template of an app the course's words and filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        md=md,
        md_inline=md_inline,
        md_sentence=md_sentence,
        family=codes.family,
        code_name=codes.name,
        leading=leading_family,
        rfc=md_inline,
        clock=clock,
        moment=moment,
        template=template_of,
        pieces=known_pieces,
        linked=linked,
        coded=html.coded,
        asked_evidence=asked_evidence,
        told_evidence=told_evidence,
    )
    app.jinja_env.globals.update(
        SITE_STYLES=SITE_STYLES,
        RARE_STYLES=caching.RARE_STYLES,
        RARE_MEDIA=caching.RARE_MEDIA,
        FONTS=caching.FONTS,
        SCRIPTS=caching.SCRIPTS,
        ICON=caching.ICON,
        EXERCISE_SCRIPT=caching.EXERCISE_SCRIPT,
        EXERCISE_MODULES=caching.EXERCISE_MODULES,
        THEME_WORDS=THEME_WORDS,
        theme=theme,
        area=area,
        door=DOOR,
        mistake_report=mistake_report,
        static=static,
        ways_bar=bar_of,
        exercise_mark=mark_exercise,
        desk_of=desk_of,
        listing_of=listing_of,
        # A proxy, so that macros have it too: they see globals only.
        links=LocalProxy(links),
    )
    app.context_processor(lambda: {"notice": notice()})


def notice() -> str:
    """Return what had to be handled, "" for whoever the guard does not let in."""
    return services().store.notice if g.get("admitted") else ""


def template_of(piece: Piece) -> str:
    """Return the template that draws a piece of a page."""
    return TEMPLATES[type(piece)]


def known_pieces(blocks: tuple[Block, ...]) -> tuple[Piece, ...]:
    """Return blocks of a lesson that ask nothing as pieces of a page."""
    return pieces(blocks, {})


def bar_of(slug: str, current: str, mark: str = "page") -> tuple[WayGroup, ...]:
    """Return the ways into a lesson; `current` is the one that is shown."""
    return ways_bar(services().ways, links(), slug, current, mark)


def desk_of(lesson: Lesson, file: str) -> Desk:
    """Return the console of an app of a lesson."""
    return lesson_desk(lesson, file, links())


def listing_of(name: str, text: str) -> Source | None:
    """Return a whole program as a listing, None for an empty one."""
    return whole(name, html.code_lines(text))


def static(name: str) -> str:
    """Return the address of a static file, with the version of its content."""
    return links().static(name, caching.file_version(name))


def md(text: str) -> Markup:
    """Return the course's own Markdown as HTML."""
    return html.md(text, links())


def md_inline(text: str) -> Markup:
    """Return one line of the course's own Markdown as HTML."""
    return html.md_inline(text, links())


def md_sentence(text: str) -> Markup:
    """Return one line of the course's own Markdown as HTML, its status codes as links."""
    return html.md_sentence(text, links())


def area() -> str:
    """Return the part of the site that the current page belongs to: the first segment of its path."""
    return request.path.split("/")[1] if request.endpoint else ""
