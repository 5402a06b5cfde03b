"""Challenge over all lessons that were begun: ten questions by a seed, and their result."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.challenge.session import Challenge, Taking
from course.recall.deck import begun
from course.site.http.address import links
from course.site.http.forms import FORM_TYPES
from course.site.http.negotiation import answer, problem, wants_json
from course.site.http.services import services
from course.ways.challenge import challenge_values

bp = Blueprint("challenge", __name__, url_prefix="/challenge")


@bp.get("")
def index() -> Response:
    """Show the start, ten questions, or a result."""
    found = taking(request.args.get("upto")).look(request.args.to_dict(), services().reference)
    if wants_json():
        return answer("", challenge_values(found))
    return answer(rendered(found), {})


@bp.post("")
def answer_ten() -> BaseResponse:
    """Record the answers, then lead to their result with 303."""
    if request.mimetype not in FORM_TYPES:
        abort(415, "This page takes a form.")
    mine = taking(request.form.get("upto"))
    try:
        query = mine.take(request.form.to_dict())
    except ValueError as error:
        if wants_json():
            return problem(422, str(error))
        return answer(rendered(mine.look({}, services().reference), str(error)), {}, 422)
    return redirect(f"{links().challenge()}?{query}", 303)


def taking(upto: str | None) -> Taking:
    """Return the challenges over all lessons; without a known lesson, up to the last one that was begun."""
    parts = services()
    if upto not in parts.library.slugs():
        answered = set(parts.store.answers())
        last = begun(parts.library.outlines(), answered)[-1:]
        upto = last[0].slug if last else ""
    return Taking(parts.store, parts.library, "", upto or "")


def rendered(found: Challenge, error: str = "") -> str:
    """Render the page."""
    return render_template("challenge/page.html", it=found, error=error)
