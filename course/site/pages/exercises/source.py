"""The learner's file over HTTP: read it, replace it, and never lose a text (RFC 9110 §13.1.1)."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.practice import sources
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known
from course.site.http.negotiation import HTML, varying, wants_json
from course.site.http.services import services
from course.site.pages.errors import error_answer
from course.site.pages.exercises.saving import CANNOT, STATUS, back_to_code, cannot_save
from course.site.present.diffs import side_by_side
from course.site.present.learner_file import shown
from course.values.exercise import Exercise
from course.values.progress import digest

bp = Blueprint("source", __name__, url_prefix="/exercises")

TEXT = "text/plain"
#: A form writes some characters with three bytes.
FORM_MOST = 4 * sources.MOST


@bp.get("/<slug>/source")
def read_source(slug: str) -> Response:
    """Return the learner's file as it is; its hash is the validator."""
    exercise = known(slug)
    try:
        found = sources.look(exercise)
    except sources.Refused as error:
        return error_answer(STATUS[error.kind], str(error))
    if found is None:
        abort(404, f"{exercise.edit} is not there. Reset the exercise to bring it back.")
    try:
        found.data.decode("utf-8")
        response = Response(found.data, mimetype=TEXT)
    except UnicodeDecodeError:
        response = Response(found.data, mimetype="application/octet-stream")
    response.set_etag(found.hash)
    return response


@bp.put("/<slug>/source")
def put_source(slug: str) -> Response:
    """Replace the learner's file if it is still the one the client has seen: 204, else 412.

    A client that sends no condition could overwrite what it has never seen: 428 (RFC 6585 §3).
    """
    exercise = known(slug)
    refusal = refuse_put()
    if refusal is not None:
        return refusal
    text = request.get_data(cache=False)
    services().background.expect_save(exercise)
    try:
        saved = sources.save(exercise, text, condition_holds, services().store)
    except sources.Changed as conflict:
        return put_conflict(exercise, conflict, text)
    except CANNOT as error:
        return cannot_save(error)
    response = Response(status=201 if saved.new else 204)
    if saved.as_sent:
        # Only a text that was stored as it came may be named by a validator here (RFC 9110 §9.3.4).
        response.set_etag(saved.hash)
    return response


@bp.post("/<slug>/source")
def post_source(slug: str) -> BaseResponse:
    """Save the form's text, and run the checks when asked: 303; 412 with both texts on a conflict."""
    exercise = known(slug)
    # Both limits are for answers and requests; a whole file needs more room.
    request.max_content_length = request.max_form_memory_size = FORM_MOST
    if request.mimetype not in FORM_TYPES:
        abort(415, "Here the file comes as a form, with the fields text and base. As text/plain, PUT it.")
    if "text" not in request.form or "base" not in request.form:
        abort(
            422, "The form needs the fields text and base: base is the hash of what the text was made from."
        )
    text = request.form["text"].replace("\r\n", "\n").encode("utf-8", "surrogatepass")
    if request.form.get("do") == "disk":
        return take_disk(exercise, text)
    base = request.form["base"]
    if request.form.get("do") == "run" and untouched(text, base):
        return run_saved(exercise)
    services().background.expect_save(exercise)
    try:
        sources.save(exercise, text, lambda now: now == base, services().store)
    except sources.Changed as conflict:
        return form_conflict(exercise, conflict, text)
    except CANNOT as error:
        return cannot_save(error)
    return run_saved(exercise) if request.form.get("do") == "run" else back_to_code(slug, "editor")


def untouched(text: bytes, base: str) -> bool:
    """Tell whether nothing was typed into the form: then the file on the disk counts."""
    return base in (digest(text), digest(text.replace(b"\n", b"\r\n")))


def run_saved(exercise: Exercise) -> BaseResponse:
    """Grade the file as it is on the disk and lead back to the verdict with 303."""
    services().background.run(exercise, "site")
    return back_to_code(exercise.slug, "verdict")


def refuse_put() -> Response | None:
    """Return the answer to a PUT that cannot be considered, None for one that can."""
    if request.mimetype != TEXT or request.mimetype_params.get("charset", "utf-8").lower() not in (
        "utf-8",
        "us-ascii",
    ):
        detail = "A learner's file is sent as text/plain in UTF-8."
        return error_answer(415, detail, [("Accept", f"{TEXT};charset=utf-8")])
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        detail = "The text is read as it is, without a content coding."
        return error_answer(415, detail, [("Accept-Encoding", "identity")])
    if "Content-Range" in request.headers:
        return error_answer(400, "A PUT replaces the whole file here, never a part (RFC 9110 §14.5).")
    if (request.content_length or 0) > sources.MOST:
        return error_answer(413, f"{sources.MOST} bytes are the most that is saved here.")
    if not request.headers.get("If-Match") and not request.headers.get("If-None-Match"):
        detail = "Say which text yours was made from: send the ETag of a GET as If-Match."
        return error_answer(428, detail)
    return None


def condition_holds(now: str) -> bool:
    """Tell whether the request's conditions hold for a file of that hash, "" for no file."""
    if "If-Match" in request.headers and not (now and request.if_match.contains(now)):
        return False
    if "If-None-Match" in request.headers:
        return not (now and request.if_none_match.contains_weak(now))
    return True


def put_conflict(exercise: Exercise, conflict: sources.Changed, text: bytes) -> Response:
    """Keep the text that could not be saved and name the file's validator now, as 412."""
    services().store.keep_source(exercise.slug, text)
    if conflict.current is None:
        return error_answer(412, f"{exercise.edit} is not there any more. Your text is kept in its history.")
    detail = f"{exercise.edit} changed after you read it. Your text is kept in its history."
    return error_answer(412, detail, [("ETag", f'"{conflict.current.hash}"')])


def form_conflict(exercise: Exercise, conflict: sources.Changed, text: bytes) -> Response:
    """Show both texts side by side, with the one from the form kept in the store, as 412."""
    if wants_json():
        return put_conflict(exercise, conflict, text)
    services().store.keep_source(exercise.slug, text)
    disk = shown(exercise.edit, conflict.current.data if conflict.current else b"")
    mine = text.decode("utf-8", "replace")
    page = render_template(
        "exercises/conflict.html",
        exercise=exercise,
        mine=mine,
        disk=disk,
        gone=conflict.current is None,
        base=conflict.current.hash if conflict.current else "",
        rows=side_by_side(mine, disk.text),
    )
    return varying(Response(page, HTTPStatus.PRECONDITION_FAILED, mimetype=HTML))


def take_disk(exercise: Exercise, text: bytes) -> BaseResponse:
    """Leave the file as it is on the disk, keep the text that was not chosen, and lead back."""
    try:
        sources.check(text)
    except (sources.TooLong, sources.NotText) as error:
        return cannot_save(error)
    services().store.keep_source(exercise.slug, text)
    return back_to_code(exercise.slug, "editor")
