"""Progress: what was done, how sure it was, what is mixed up; the sheet to print, export and import."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.progress.connection import NotStored
from course.site.http.address import links
from course.site.http.negotiation import JSON, answer, problem, wants_json
from course.site.http.services import services
from course.site.pages.due import due_cards
from course.site.pages.whole_course import whole_course
from course.site.present.progress_page import ProgressPage, day, progress_page, progress_values
from course.values.progress import ImportCounts

bp = Blueprint("progress", __name__, url_prefix="/progress")
#: Bytes. An export holds every graded text and every report of years.
MOST_IMPORTED = 128 * 1024 * 1024
NO_FILE = "Choose the JSON file that was exported, then press Import."


@bp.get("")
def index() -> Response:
    """Show what was done so far, and what of it can be trusted."""
    page = this_progress()
    if wants_json():
        return answer("", progress_values(page))
    return answer(rendered(page), {})


@bp.get("/sheet")
def sheet() -> Response:
    """Show what was finished and solved, when, and by which checks, as a sheet to print."""
    page = this_progress()
    if wants_json():
        return answer("", progress_values(page))
    return answer(render_template("progress/sheet.html", it=page, today=day(now()), day=day), {})


@bp.get("/export")
def export() -> Response:
    """Send everything as one JSON file."""
    text = json.dumps(services().store.export(), indent=1, ensure_ascii=True) + "\n"
    name = f"progress-{datetime.now():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text, 200, headers, mimetype=JSON)


@bp.post("/import")
def import_() -> BaseResponse:
    """Merge an exported file, then lead back to the page with 303. What does not fit changes nothing: 422."""
    request.max_content_length = MOST_IMPORTED
    if request.mimetype != "multipart/form-data":
        abort(415, "The file is sent as a form of type multipart/form-data, in the field file.")
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    if not data:
        return refused(NO_FILE)
    try:
        added = services().store.import_(json.loads(data))
    except (ValueError, RecursionError) as error:
        return refused(f"{reason(error)} Nothing was changed.")
    except NotStored as error:
        return refused(str(error), 503)
    return redirect(f"{links().progress()}?{urlencode(counts(added))}#files", 303)


def this_progress() -> ProgressPage:
    """Return what the learner did, summed up."""
    parts, whole = services(), whole_course()
    tally, outlines = parts.store.tally(), parts.library.outlines()
    said = parts.predictions.mixed_up(tally.slips, outlines, parts.reference)
    return progress_page(whole.parts, tally, outlines, said, parts.reference.pairs, due_cards())


def rendered(page: ProgressPage, error: str = "") -> str:
    """Render the page, with what an import brought when the address says so."""
    return render_template("progress/page.html", it=page, error=error, imported=imported(), day=day)


def imported() -> dict[str, int]:
    """Return what an import brought, by kind, as the address says it."""
    kinds = ImportCounts.__dataclass_fields__
    return {kind: found for kind in kinds if (found := request.args.get(kind, type=int)) is not None}


def counts(added: ImportCounts) -> dict[str, int]:
    """Return what an import brought, by kind."""
    return {kind: getattr(added, kind) for kind in ImportCounts.__dataclass_fields__}


def reason(error: Exception) -> str:
    """Return why a file is no exported progress."""
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        return "This is not a JSON file."
    return str(error)


def refused(why: str, status: int = 422) -> Response:
    """Return the page with the reason at its form, or problem details."""
    if wants_json():
        return problem(status, why)
    return answer(rendered(this_progress(), why), {}, status)


def now() -> str:
    """Return the current time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat()
