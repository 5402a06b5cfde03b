"""The map of the course, and the choice of colours."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.site.http import caching
from course.site.http.address import links
from course.site.http.forms import local_path
from course.site.http.negotiation import HTML, answer, wants_json
from course.site.http.rendered import kept
from course.site.http.services import services
from course.site.http.theme import THEME_COOKIE, THEMES
from course.site.pages.due import due_cards
from course.site.pages.whole_course import whole_course
from course.site.present.assigned import Assigned, assigned, assigned_values
from course.site.present.course_map import ExerciseMark, PartMark, map_values
from course.site.present.onward import Onward, open_exercises
from course.site.present.onward import onward as way_on
from course.site.present.standing import standing
from course.site.present.wires import Wire

bp = Blueprint("home", __name__)
YEAR = 365 * 24 * 3600


@bp.get("/")
def index() -> Response:
    """Show the map of the course, and what comes next."""
    whole = whole_course()
    onward, due = way_on(whole.parts, whole.answers, whole.runs, links()), len(due_cards())
    given = assigned(services().store.assignments.all(), whole.parts, date.today())
    if wants_json():
        said = [assigned_values(one, links()) for one in given]
        href = {"href": onward.href, "label": onward.label} if onward else None
        values = {"continue": href, "due": due, "assignments": said}
        return answer("", {**map_values(whole.parts, links()), **values})
    return kept(
        services().library,
        ("home", whole.parts, onward, request.host, due, given),
        lambda: home_page(whole.parts, onward, due, given),
    )


def home_page(
    parts: tuple[PartMark, ...], onward: Onward | None, due: int, given: tuple[Assigned, ...]
) -> str:
    """Render the map."""
    return render_template(
        "home.html",
        parts=parts,
        onward=onward,
        whole=standing(parts),
        tried=others(parts, onward),
        wire=this_page(),
        due=due,
        assignments=given,
    )


def others(parts: tuple[PartMark, ...], onward: Onward | None) -> tuple[ExerciseMark, ...]:
    """Return the exercises that were tried and are not solved, without the one that the button leads to."""
    first = onward.href if onward else ""
    return tuple(one for one in open_exercises(parts) if links().exercise(one.slug) != first)


@bp.post("/theme")
def choose_theme() -> BaseResponse:
    """Remember the colours the learner wants, then go back to the page they came from."""
    chosen = request.form.get("theme", "")
    if chosen not in THEMES:
        abort(422, "The colours can be light, dark or system.")
    response = redirect(local_path(request.form.get("back", "")), 303)
    path = f"{links().prefix}/"
    response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, path=path, httponly=True, samesite="Lax")
    return response


def this_page() -> Wire:
    """Return the exchange that brings the map: this request, and the answer that is about to be sent."""
    return Wire(
        label=f"GET {links().home()}",
        request_line=f"GET {links().home()} HTTP/1.1",
        request_headers=(("Host", request.host),),
        request_body="",
        ending="answer",
        status=200,
        phrase="OK",
        family=2,
        headers=(
            ("Content-Type", f"{HTML}; charset=utf-8"),
            ("Vary", "Accept, Cookie, Accept-Encoding"),
            ("Cache-Control", caching.PAGE),
        ),
        notes=("The body is the page you are reading. Some header fields are left out here.",),
    )
