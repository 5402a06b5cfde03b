"""Lessons, one step at a time."""

from __future__ import annotations

from flask import Blueprint, Response, request

from course.site.http.found import known_step
from course.site.http.guard import opened_by_a_reader
from course.site.http.services import services
from course.site.pages.lessons.step_page import progress_in, step_answer

bp = Blueprint("steps", __name__, url_prefix="/lessons")


@bp.get("/<slug>/<step_id>")
def step(slug: str, step_id: str) -> Response:
    """Show one step, and remember that it was opened."""
    lesson, found = known_step(slug, step_id)
    progress = progress_in(lesson)
    if request.method == "GET" and opened_by_a_reader() and progress.last_visit != (slug, step_id):
        services().store.visit(slug, step_id)
        progress = progress_in(lesson)
    return step_answer(lesson, found, progress, retry=request.args.get("retry", ""))
