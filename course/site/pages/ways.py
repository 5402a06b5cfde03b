"""The ways into a lesson: one page for each row of the shelf."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.site.http.address import links
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known_outline
from course.site.http.negotiation import answer, problem, wants_json
from course.site.http.rendered import kept
from course.site.http.services import services
from course.ways.way import NotThere, Refused, Way, WayRequest


def blueprint(names: Iterable[str], forms: Collection[str]) -> Blueprint:
    """Return the pages of these ways; `forms` are those that take one.

    Each has an address of its own, which goes before that of a step.
    """
    bp = Blueprint("ways", __name__, url_prefix="/lessons")
    for name in names:
        rule, named = f"/<slug>/{name}", {"way": name}
        bp.add_url_rule(rule, "show", show, methods=["GET"], defaults=named)
        if name in forms:
            bp.add_url_rule(rule, "receive", receive, methods=["POST"], defaults=named)
    return bp


def show(slug: str, way: str) -> Response:
    """Show a lesson in one of its ways."""
    found, asked = way_of(way), asked_of(slug)
    try:
        if wants_json():
            return answer("", {"lesson": slug, "way": way, **found.values(found.build(asked))})
        if found.state is None:
            return answer(way_page(found, asked), {})
        return kept(asked.lesson, (way, found.state(asked)), lambda: way_page(found, asked))
    except NotThere as error:
        abort(404, str(error))


def receive(slug: str, way: str) -> BaseResponse:
    """Record a form of a way, then lead back to its page with 303."""
    found, asked = way_of(way), asked_of(slug)
    if request.mimetype not in FORM_TYPES:
        abort(415, "This page takes a form.")
    if found.receive is None:
        abort(404)
    try:
        query = found.receive(asked, request.form.to_dict())
    except Refused as error:
        if wants_json():
            return problem(422, str(error))
        return answer(way_page(found, asked, str(error)), {}, 422)
    return redirect(links().way(slug, way) + (f"?{query}" if query else ""), 303)


def way_of(name: str) -> Way:
    """Return the way of that address."""
    return next(way for way in services().ways if way.id == name)


def asked_of(slug: str) -> WayRequest:
    """Return what a way is handed. Aborts with 404 when there is no such lesson."""
    known_outline(slug)
    parts = services()
    return WayRequest(
        lesson=parts.lesson(slug),
        library=parts.library,
        store=parts.store,
        exercises=parts.known_exercises,
        outlines=parts.known_outlines,
        reference=lambda: parts.reference,
        links=links(),
        query=request.args.to_dict(),
    )


def way_page(way: Way, asked: WayRequest, error: str = "") -> str:
    """Render a way."""
    it: Any = way.build(asked)
    return render_template(
        f"ways/{way.id}.html", way=way, outline=asked.lesson.outline, it=it, lesson=asked.lesson, error=error
    )
