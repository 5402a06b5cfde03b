"""The assignments that a teacher handed out: shown, taken from a file, dropped."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.progress.connection import NotStored
from course.site.http.address import links
from course.site.http.negotiation import answer, problem, wants_json
from course.site.http.services import services
from course.site.pages.whole_course import course_map
from course.site.present.assigned import Assigned, assigned, assigned_values
from course.values.assignment import MOST, AssignmentError, check_known, read

bp = Blueprint("assignments", __name__, url_prefix="/assignments")
NO_FILE = "Choose the file that your teacher handed out, then press Take it."


@bp.get("")
def index() -> Response:
    """Show every assignment with the state of its exercises."""
    return shown()


@bp.post("")
def take() -> BaseResponse:
    """Keep the assignment in a file, then lead to all of them with 303. What does not fit is 422."""
    if request.mimetype != "multipart/form-data":
        abort(415, "The file is sent as a form of type multipart/form-data, in the field file.")
    sent = request.files.get("file")
    data = sent.read(MOST + 1) if sent else b""
    if not data:
        return shown(NO_FILE, 422)
    try:
        found = read(data)
        check_known(found, services().catalogue.slugs())
        services().store.assignments.take(found)
    except AssignmentError as error:
        return shown(f"{error} Nothing was changed.", 422)
    except NotStored as error:
        return shown(str(error), 507)
    return redirect(f"{links().assignments()}#a-{found.id}", 303)


@bp.post("/<id>/drop")
def drop(id: str) -> BaseResponse:
    """Forget an assignment, then lead to those that are left with 303. Work on its exercises stays."""
    try:
        if services().store.assignments.drop(id) is None:
            abort(404, "There is no such assignment here. It may have been dropped already.")
    except NotStored as error:
        return shown(str(error), 507)
    return redirect(links().assignments(), 303)


def these() -> tuple[Assigned, ...]:
    """Return the assignments as of today, where this machine is."""
    return assigned(services().store.assignments.all(), course_map(), date.today())


def shown(error: str = "", status: int = 200) -> Response:
    """Return the page, with what was wrong with a file, or problem details."""
    if error and wants_json():
        return problem(status, error)
    found = these()
    values = {"assignments": [assigned_values(one, links()) for one in found]}
    damaged = len(services().store.assignments.damaged())
    page = render_template("assignments/page.html", assignments=found, damaged=damaged, error=error)
    return answer(page, values, status)
