"""Error answers that explain themselves: a page for people, problem details for programs."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from course.practice.background import MOST_RUNS, TooMany
from course.progress.connection import Locked, NoRoom
from course.site.http.negotiation import problem, varying, wants_json
from course.site.pages.suggestions import suggestions
from course.site.present.voices import FALLBACK, VOICES, own_detail
from course.values import codes
from course.values.exercise import ExerciseError
from course.values.mistakes import CourseContentError

#: What may work in a moment: such a page holds what was sent, so that nothing has to be typed twice.
AGAIN = (503, 507)
#: Seconds after which a database that was held is worth another try.
RETRY_AFTER = 5


def register(app: Flask) -> None:
    """Answer every error of an app in the course's own voice."""
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(CourseContentError, answer_content_error)
    app.register_error_handler(ExerciseError, answer_exercise_error)
    app.register_error_handler(NoRoom, answer_no_room)
    app.register_error_handler(Locked, answer_locked)
    app.register_error_handler(TooMany, answer_too_many)
    app.register_error_handler(Exception, answer_crash)


def answer_http_error(error: HTTPException) -> Response:
    """Return the page or the problem details of an error, with the headers its code calls for."""
    status = error.code or 500
    detail = error.description or ""
    kept = [(name, value) for name, value in error.get_headers() if name.lower() != "content-type"]
    if status == 415 and not any(name == "Accept" for name, _ in kept):
        kept.append(("Accept", "application/x-www-form-urlencoded, multipart/form-data"))
    return error_answer(status, detail, kept)


def answer_no_room(error: NoRoom) -> Response:
    """Say that something could not be kept, because the disk does not take it (RFC 4918 §11.5)."""
    return error_answer(507, str(error))


def answer_locked(error: Locked) -> Response:
    """Say that the database is held by another program for now (RFC 9110 §15.6.4)."""
    return error_answer(503, str(error), [("Retry-After", str(RETRY_AFTER))])


def answer_too_many(_: TooMany) -> Response:
    """Say that too many runs wait already (RFC 9110 §15.6.4)."""
    detail = f"{MOST_RUNS} runs wait for their turn already. Ask again when they are done."
    return error_answer(503, detail, [("Retry-After", str(RETRY_AFTER))])


def answer_crash(error: Exception) -> Response:
    """Log a crash of the course itself and say so, without a trace of its inside."""
    current_app.logger.exception("%s %s failed", request.method, request.path)
    return error_answer(
        500, "The course itself failed on this request. The terminal that runs it has the reason."
    )


def answer_content_error(error: CourseContentError) -> Response:
    """Show an author what keeps a lesson from being shown: every mistake with file, line and remedy."""
    root = Path(current_app.config["ROOT"]).resolve()
    mistakes = [replace(mistake, file=_shown(mistake.file, root)) for mistake in error.errors]
    current_app.logger.error("A lesson cannot be shown:\n%s", "\n".join(map(str, mistakes)))
    detail = "This lesson cannot be shown. Its own files have mistakes, listed below."
    return error_answer(500, detail, mistakes=tuple(map(str, mistakes)))


def answer_exercise_error(error: ExerciseError) -> Response:
    """Show an author what keeps an exercise from being read."""
    root = str(Path(current_app.config["ROOT"]).resolve()) + os.sep
    mistake = str(error).replace(root, "")
    current_app.logger.error("An exercise cannot be read: %s", mistake)
    detail = "An exercise cannot be read. Its README has a mistake, named below."
    return error_answer(500, detail, mistakes=(mistake,))


def _shown(file: Path, root: Path) -> Path:
    try:
        return file.resolve().relative_to(root)
    except ValueError:
        return Path(file.name)


@dataclass(frozen=True)
class Field:
    """A field of a form as it was sent."""

    name: str
    value: str

    @property
    def written(self) -> bool:
        """Tell whether a person most likely wrote it, so that it is worth showing."""
        return any(mark.isspace() for mark in self.value)


@dataclass(frozen=True)
class Sent:
    """A form that was sent and could not be kept."""

    action: str
    fields: tuple[Field, ...]


def sent_again() -> Sent | None:
    """Return the form that this request sent, None when it sent none."""
    if request.method != "POST" or request.mimetype != "application/x-www-form-urlencoded":
        return None
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    try:
        fields = tuple(Field(name, value) for name, value in request.form.items(multi=True))
    except HTTPException:  # nobody has read it yet, and it is larger than what is read
        return None
    return Sent(f"{request.script_root}{request.path}{query}", fields)


def error_answer(
    status: int,
    detail: str,
    headers: list[tuple[str, str]] | None = None,
    mistakes: tuple[str, ...] = (),
) -> Response:
    """Return an error as a page or as problem details, whichever the client prefers."""
    if wants_json():
        return problem(status, detail, headers, **({"mistakes": mistakes} if mistakes else {}))
    methods = next((value for name, value in headers or () if name == "Allow"), "")
    page = render_template(
        "error.html",
        status=status,
        name=codes.name(status),
        voice=VOICES.get(status, FALLBACK),
        detail=own_detail(status, detail),
        methods=methods,
        mistakes=mistakes,
        suggestions=suggestions(request.path) if status == 404 else (),
        sent=sent_again() if status in AGAIN else None,
    )
    return varying(current_app.response_class(page, status, headers, mimetype="text/html"))
