"""The map of the course, and the choice of colours."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from course.site.http import caching
from course.site.http.forms import local_path
from course.site.http.negotiation import HTML, answer, wants_json
from course.site.http.services import Services, services
from course.site.http.theme import THEME_COOKIE, THEMES
from course.site.present.course_map import Continue, PartMark, mark_parts, where_to_continue
from course.site.present.wires import Wire

bp = Blueprint("home", __name__)
YEAR = 365 * 24 * 3600


@bp.get("/")
def index() -> Response:
    """Show the map of the course."""
    parts = services()
    marks = course_map(parts)
    onward = where_to_continue(parts.library.outlines(), parts.store.last_visit())
    if wants_json():
        return answer("", map_values(marks, onward))
    page = render_template("home.html", parts=marks, onward=onward, wire=this_page())
    return answer(page, {})


@bp.post("/theme")
def choose_theme() -> BaseResponse:
    """Remember the colours the learner wants, then go back to the page they came from."""
    chosen = request.form.get("theme", "")
    if chosen not in THEMES:
        abort(422, "The colours can be light, dark or system.")
    response = redirect(local_path(request.form.get("back", "")), 303)
    response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax")
    return response


def course_map(parts: Services) -> tuple[PartMark, ...]:
    """Return the nine parts with what the learner did in each."""
    store = parts.store
    return mark_parts(
        parts.library.outlines(),
        parts.exercises(),
        store.answers(),
        store.visited(),
        store.latest_runs(),
    )


def this_page() -> Wire:
    """Return the exchange that brings the map: this request, and the answer that is about to be sent."""
    return Wire(
        label="GET /",
        request_line="GET / HTTP/1.1",
        request_headers=(("Host", request.host),),
        request_body="",
        ending="answer",
        status=200,
        phrase="OK",
        family=2,
        headers=(
            ("Content-Type", f"{HTML}; charset=utf-8"),
            ("Vary", "Accept, Cookie"),
            ("Cache-Control", caching.PAGE),
        ),
        notes=("The body is the page you are reading. Some header fields are left out here.",),
    )


def map_values(marks: tuple[PartMark, ...], onward: Continue | None) -> dict[str, Any]:
    """Return the map as JSON-ready values."""
    return {
        "title": "HTTP status codes, learned by doing",
        "continue": {"href": onward.href, "label": onward.label} if onward else None,
        "parts": [
            {
                "number": mark.part.number,
                "title": mark.part.title,
                "lessons": [
                    {
                        "slug": lesson.outline.slug,
                        "title": lesson.outline.title,
                        "href": url_for("lessons.overview", slug=lesson.outline.slug),
                        "answered": lesson.answered,
                        "steps": len(lesson.steps),
                    }
                    for lesson in mark.lessons
                ],
                "exercises": [
                    {
                        "slug": exercise.slug,
                        "title": exercise.title,
                        "href": url_for("exercises.page", slug=exercise.slug),
                        "state": exercise.words,
                    }
                    for exercise in mark.exercises
                ],
            }
            for mark in marks
        ],
    }
