"""The map of the course, and the choice of colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from course.model import LessonOutline
from course.views import caching
from course.views.journey import PartMark, mark_parts
from course.views.negotiation import HTML, answer, wants_json
from course.views.rendering import THEME_COOKIE, THEMES
from course.views.services import Services, services
from course.views.wires import Wire

bp = Blueprint("home", __name__)

YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Continue:
    """Where the learner goes on."""

    href: str
    label: str
    begun: bool


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


def local_path(path: str) -> str:
    """Return a path of this site, "/" when it could lead anywhere else."""
    plain = path.isprintable() and path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if plain else url_for("home.index")


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


def where_to_continue(outlines: tuple[LessonOutline, ...], visit: tuple[str, str] | None) -> Continue | None:
    """Return the step that was open last, else the first lesson, None when there is no lesson."""
    for outline in outlines:
        for number, step in enumerate(outline.steps, 1):
            if visit == (outline.slug, step.id):
                href = url_for("lessons.step", slug=outline.slug, step_id=step.id)
                return Continue(href, f"Lesson {outline.number}, step {number}: {step.title}", True)
    if not outlines:
        return None
    first = outlines[0]
    return Continue(
        url_for("lessons.overview", slug=first.slug), f"Lesson {first.number}: {first.title}", False
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
