"""Which code? One check a page, the whole walk folded by its checks, and what two faults at once lead to."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from course.reference.live import live
from course.site.http.address import links
from course.site.http.negotiation import answer, wants_json
from course.site.http.rendered import kept
from course.site.http.services import services
from course.site.present.listings import Source, source_of
from course.site.present.walk_pages import (
    Case,
    CheckPage,
    EndPage,
    check_page,
    check_values,
    end_page,
    end_values,
)
from course.site.present.wires import draw

bp = Blueprint("decide", __name__, url_prefix="/decide")
VERDICT_WORDS = {
    "fixed": "The standard fixes it",
    "follows": "It follows from the codes",
    "open": "The standard leaves it open",
}


@bp.get("")
def index() -> Response:
    """Show where the walk begins, all its checks, and the cases of two faults."""
    walk = services().walk
    if wants_json():
        return answer("", {"start": links().check(walk.start), "checks": list(walk.checks)})
    source, cases = two_faults()
    return kept(
        walk,
        ("decide",),
        lambda: render_template(
            "decide/start.html",
            walk=walk,
            source=source,
            cases=cases,
            VERDICT_WORDS=VERDICT_WORDS,
        ),
    )


@bp.get("/<name>")
def show(name: str) -> Response:
    """Show a check, or the end of the walk."""
    walk = services().walk
    if name in walk.checks:
        return check_answer(check_page(walk.checks[name], walk))
    if name in walk.ends:
        end = walk.ends[name]
        return end_answer(end_page(end, walk, services().reference, services().usage(end.code)))
    abort(
        404,
        f'The decision tree has no place "{name[:60]}".'
        " It begins with the question whether you can serve at all.",
    )


def check_answer(page: CheckPage) -> Response:
    """Return the page or the values of a check."""
    if wants_json():
        return answer("", check_values(page, links()))
    return kept(
        services().reference, ("check", page.check.id), lambda: render_template("decide/check.html", it=page)
    )


def end_answer(page: EndPage) -> Response:
    """Return the page or the values of an end."""
    if wants_json():
        return answer("", end_values(page, links()))
    return kept(
        services().reference,
        ("end", page.end.id, page.usage),
        lambda: render_template("decide/end.html", it=page),
    )


def two_faults() -> tuple[Source | None, tuple[Case, ...]]:
    """Return the app that the cases are sent to, and each case with its real answer."""
    walk = services().walk
    # Each case gets a fresh copy of the app: none of them may change what the next one meets.
    panels = [live(walk.app, (case.request,)) for case in walk.cases]
    cases = tuple(Case(case, draw(panel.last)) for case, panel in zip(walk.cases, panels, strict=True))
    return source_of(panels[0]), cases
