"""Error answers that explain themselves: a page for people, problem details for programs."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from flask import Flask, Response, current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from course import codes
from course.catalogue import ExerciseError
from course.model import CourseContentError
from course.views.negotiation import problem, varying, wants_json
from course.views.services import services

#: The end of a path that may be meant as codes: "404", "4040", "401-403-404".
NUMBERS = re.compile(r"\d{3,}(?:-\d{3,})*")


@dataclass(frozen=True)
class Voice:
    """How the course speaks of one of its own errors."""

    title: str
    says: str
    do: str


VOICES: dict[int, Voice] = {
    400: Voice(
        "This request cannot be read",
        "400 means that the server could not make sense of the request itself, before it looked for a page.",
        "Go back and try the link or the form again.",
    ),
    403: Voice(
        "Understood, and refused",
        "403 means that the server understood the request and will not do it. Signing in would not help.",
        "Open the course under the address that was printed when it started.",
    ),
    404: Voice(
        "Nothing lives at this address",
        "404 means that the server found nothing here, and does not say whether that will change.",
        "Check the address, or start from the map of the course.",
    ),
    405: Voice(
        "The address is right, the method is not",
        "405 means that something lives here, but not for this method. The Allow header lists the others.",
        "Open the address with a plain link, or use a method that is allowed.",
    ),
    409: Voice(
        "Something stands in the way",
        "409 means that the request is fine, but what is there now does not allow it.",
        "Look at what the answer names, change that, and send the request again.",
    ),
    412: Voice(
        "It changed since you looked",
        "412 means that a condition of the request does not hold any more. Nothing was overwritten.",
        "Fetch it again, look at both versions, and save the one you want.",
    ),
    413: Voice(
        "That was too much",
        "413 means that the body is larger than the server is willing to read. Nothing of it was used.",
        "Send less. The answer says how much is read here.",
    ),
    415: Voice(
        "Not a format this address reads",
        "415 means that the body may be fine, but its Content-Type is not one that is read here."
        " The Accept header of this answer lists those that are.",
        "Send it as a form.",
    ),
    422: Voice(
        "Readable, but it makes no sense here",
        "422 means that the body was read without trouble and that what it says cannot be done.",
        "Go back, look at the form, and send it again.",
    ),
    428: Voice(
        "Say which version you mean",
        "428 means that the server takes this change only with a condition, so that nobody's work is lost.",
        "Read the thing first, and send its ETag back in If-Match.",
    ),
    500: Voice(
        "The course made a mistake",
        "500 means that the server failed. Your request was not the problem, so changing it will not help.",
        "Your progress is kept. The reason stands in the terminal where the course was started.",
    ),
    507: Voice(
        "There is no room to keep it",
        "507 means that the server cannot store what the request needs to have stored.",
        "Make the folder named in the notice writable, or work in your own editor meanwhile.",
    ),
}

FALLBACK = Voice(
    "That did not work",
    "The first digit says who must act: 4 means the one who asked, 5 means the server.",
    "Start from the map of the course.",
)


@dataclass(frozen=True)
class Suggestion:
    """Where the visitor may have wanted to go."""

    href: str
    label: str


def register(app: Flask) -> None:
    """Answer every error of an app in the course's own voice."""
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(CourseContentError, answer_content_error)
    app.register_error_handler(ExerciseError, answer_exercise_error)
    app.register_error_handler(Exception, answer_crash)


def answer_http_error(error: HTTPException) -> Response:
    """Return the page or the problem details of an error, with the headers its code calls for."""
    status = error.code or 500
    detail = error.description or ""
    kept = [(name, value) for name, value in error.get_headers() if name.lower() != "content-type"]
    if status == 415 and not any(name == "Accept" for name, _ in kept):
        kept.append(("Accept", "application/x-www-form-urlencoded, multipart/form-data"))
    return error_answer(status, detail, kept)


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
    detail = "This lesson cannot be shown. Its own files hold mistakes, listed below."
    return error_answer(500, detail, mistakes=tuple(map(str, mistakes)))


def answer_exercise_error(error: ExerciseError) -> Response:
    """Show an author what keeps an exercise from being read."""
    root = str(Path(current_app.config["ROOT"]).resolve()) + os.sep
    mistake = str(error).replace(root, "")
    current_app.logger.error("An exercise cannot be read: %s", mistake)
    detail = "An exercise cannot be read. Its README holds a mistake, named below."
    return error_answer(500, detail, mistakes=(mistake,))


def _shown(file: Path, root: Path) -> Path:
    try:
        return file.resolve().relative_to(root)
    except ValueError:
        return Path(file.name)


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
    )
    return varying(current_app.response_class(page, status, headers, mimetype="text/html"))


def own_detail(status: int, detail: str) -> str:
    """Return the detail when it is the course's own sentence, "" when it is Werkzeug's stock text."""
    from werkzeug.exceptions import default_exceptions

    stock = default_exceptions.get(status)
    return "" if stock is not None and detail == stock.description else detail


def suggestions(path: str) -> tuple[Suggestion, ...]:
    """Return the codes named by a path that leads nowhere, then the nearest lessons, steps and exercises."""
    known = dict(_addresses())
    wanted = path.rstrip("/").lower()
    tails = {address.rstrip("/").rpartition("/")[2]: address for address in known}
    near = get_close_matches(wanted, list(known), n=3, cutoff=0.6)
    near += [
        tails[tail] for tail in get_close_matches(wanted.rpartition("/")[2], list(tails), n=3, cutoff=0.5)
    ]
    nearest = tuple(Suggestion(address, known[address]) for address in dict.fromkeys(near))
    return (*_codes_named(wanted), *nearest)[:4]


def _codes_named(path: str) -> tuple[Suggestion, ...]:
    """Return the pages of the registered codes that end a path; a long number counts by its start."""
    end = path.rpartition("/")[2]
    named = [int(number[:3]) for number in end.split("-")] if NUMBERS.fullmatch(end) else []
    return tuple(
        Suggestion(url_for("codes.show", name=str(code)), f"Code {codes.speak(code)}")
        for code in dict.fromkeys(named)
        if code in codes.NAMES
    )


def _addresses() -> list[tuple[str, str]]:
    parts = services()
    found = [(url_for("codes.index"), "Every registered code")]
    found += [
        (url_for("lessons.overview", slug=outline.slug), f"Lesson {outline.number}: {outline.title}")
        for outline in parts.library.outlines()
    ]
    found += [
        (
            url_for("lessons.step", slug=outline.slug, step_id=step.id),
            f"Lesson {outline.number}: {step.title}",
        )
        for outline in parts.library.outlines()
        for step in outline.steps
    ]
    found += [
        (url_for("exercises.page", slug=exercise.slug), f"Exercise {exercise.number}: {exercise.title}")
        for exercise in parts.exercises()
    ]
    return found
