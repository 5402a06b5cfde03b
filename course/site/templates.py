"""What every template may use: filters, globals, the colours."""

from __future__ import annotations

from flask import Flask, request

from course.places import DOOR
from course.site.http import caching
from course.site.http.services import services
from course.site.http.theme import THEMES, theme
from course.site.present.pieces import ASIDE_WORDS, panel_view
from course.site.present.times import clock, moment
from course.site.present.verdicts import leading_family
from course.text.html import md, md_inline
from course.values import codes
from course.values.lesson import FOLDED


def register(app: Flask) -> None:
    """Give every template of an app the course's words and filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        md=md,
        md_inline=md_inline,
        family=codes.family,
        code_name=codes.name,
        leading=leading_family,
        rfc=md_inline,
        clock=clock,
        moment=moment,
    )
    app.jinja_env.globals.update(
        STYLES=caching.STYLES,
        SCRIPTS=caching.SCRIPTS,
        ICON=caching.ICON,
        THEMES=THEMES,
        ASIDE_WORDS=ASIDE_WORDS,
        FOLDED=FOLDED,
        panel=panel_view,
        theme=theme,
        area=area,
        door=DOOR,
    )
    app.context_processor(lambda: {"notice": services().store.notice})


def area() -> str:
    """Return the part of the site that the current page belongs to: the first segment of its path."""
    return request.path.split("/")[1] if request.endpoint else ""
