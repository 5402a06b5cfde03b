"""The search page. While somebody types, a script asks for the same page and takes its results."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from course.reference.search.index import SearchUnavailable
from course.reference.search.query import LONGEST
from course.site.http.address import links
from course.site.http.negotiation import answer, problem, wants_json
from course.site.http.services import services
from course.site.present.hits import KIND_WORDS, SHOWN, hits, hits_values

bp = Blueprint("search", __name__, url_prefix="/search")


@bp.get("")
def page() -> Response:
    """Show what a query finds."""
    query = request.args.get("q", "")[:LONGEST].strip()
    try:
        found = hits(services().finder().find(query), links())
    except SearchUnavailable as error:
        return unavailable(query, str(error))
    if wants_json():
        return answer("", hits_values(found))
    shown = render_template(
        "search/page.html", query=query, found=found, KIND_WORDS=KIND_WORDS, SHOWN=SHOWN, trouble=""
    )
    return answer(shown, {})


def unavailable(query: str, trouble: str) -> Response:
    """Say that this Python cannot search: 501, the server lacks what it would need for it."""
    if wants_json():
        return problem(501, trouble)
    return answer(render_template("search/page.html", query=query, trouble=trouble), {}, 501)
