"""The map of the course, and the choice of colours."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.site.http import caching
from course.site.http.address import links
from course.site.http.forms import local_path
from course.site.http.negotiation import HTML, answer, wants_json
from course.site.http.services import services
from course.site.http.theme import THEME_COOKIE, THEMES
from course.site.pages.whole_course import course_map
from course.site.present.course_map import map_values, where_to_continue
from course.site.present.wires import Wire

bp = Blueprint("home", __name__)
YEAR = 365 * 24 * 3600


@bp.get("/")
def index() -> Response:
    """Show the map of the course."""
    parts = services()
    marks = course_map()
    onward = where_to_continue(parts.library.outlines(), parts.store.last_visit(), links())
    if wants_json():
        return answer("", map_values(marks, onward, links()))
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
            ("Vary", "Accept, Cookie"),
            ("Cache-Control", caching.PAGE),
        ),
        notes=("The body is the page you are reading. Some header fields are left out here.",),
    )
