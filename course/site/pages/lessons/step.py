"""Lessons, one step at a time."""

from __future__ import annotations

from flask import Blueprint, Response, request

from course.site.http.found import known_step
from course.site.http.services import services
from course.site.pages.lessons.step_page import asked, progress_in, step_answer

bp = Blueprint("steps", __name__, url_prefix="/lessons")


@bp.get("/<slug>/<step_id>")
def step(slug: str, step_id: str) -> Response:
    """Show one step, and remember that it was opened."""
    lesson, found = known_step(slug, step_id)
    progress = progress_in(lesson)
    if progress.last_visit != (slug, step_id) and is_visit():
        services().store.visit(slug, step_id)
        progress = progress_in(lesson)
    return step_answer(lesson, found, progress, retry=asked("retry"))


def is_visit() -> bool:
    """Tell whether somebody opened this page: not an image tag elsewhere, a prefetch or a script.

    A browser says which (Fetch Metadata: Sec-Fetch-Site, Sec-Fetch-Dest, Sec-Purpose); one that sends none of
    these headers is believed, for it would not send the cookie with a page of another site either.
    """
    site = request.headers.get("Sec-Fetch-Site", "none")
    kind = request.headers.get("Sec-Fetch-Dest", "document")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and site in ("same-origin", "none") and kind == "document" and not ahead
