"""The reference of an exercise: once it is solved, or on an explicit wish."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.site.http.address import links
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known
from course.site.http.negotiation import HTML, answer, varying, wants_json
from course.site.http.services import services
from course.site.pages.exercises.file_on_disk import learner_file
from course.site.pages.exercises.right_ways import compared, right_ways, way
from course.site.pages.exercises.verdict_parts import place_parts
from course.site.present.step_links import teaches

bp = Blueprint("solution", __name__, url_prefix="/exercises")


@bp.get("/<slug>/solution")
def solution(slug: str) -> Response:
    """Show the reference and the other right ways beside the learner's text; 403 until that is due."""
    exercise = known(slug)
    solved = slug in services().store.ever_solved()
    revealed = services().store.revealed(slug)
    if not solved and not revealed:
        if wants_json():
            abort(403, "The reference is shown when the exercise is solved. POST here to see it before.")
        page = render_template("exercises/solution_closed.html", exercise=exercise)
        return varying(Response(page, 403, mimetype=HTML))
    page = render_template(
        "exercises/solution.html",
        exercise=exercise,
        solved=solved,
        revealed=revealed,
        file=learner_file(exercise),
        compared=compared(exercise, learner_file(exercise)),
        reference=way(exercise.solution_path),
        others=right_ways(exercise),
        teaches=teaches(exercise, services().library.outline, links()),
        after=place_parts(exercise)["after"],
    )
    return answer(page, {})


@bp.post("/<slug>/solution")
def reveal(slug: str) -> BaseResponse:
    """Remember that the learner wants to see the reference now, and lead to it with 303."""
    known(slug)
    if request.content_length and request.mimetype not in FORM_TYPES:
        abort(415, "This needs no body.")
    if slug not in services().store.ever_solved():
        services().store.reveal(slug)
    return redirect(links().solution(slug), 303)
