"""Answers with a page that is rendered again only when something it shows has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import Response, current_app

from course.site.http import caching
from course.site.http.address import links
from course.site.http.negotiation import HTML, varying
from course.site.http.services import services
from course.site.http.theme import theme


def kept(anchor: object, key: tuple[Hashable, ...], render: Callable[[], str]) -> Response:
    """Return the page made from an anchor (by identity) and a key (by value), with its validator.

    It is for who asked for a page: whoever wants JSON has been answered before.
    """
    if current_app.debug:
        return varying(Response(render(), mimetype=HTML))
    parts = services()
    whole = (*key, links(), theme(), parts.store.notice, caching.versions())
    page = parts.pages.get(anchor, whole, render)
    response = varying(Response(page.body, mimetype=HTML))
    response.set_etag(page.etag)
    return response
