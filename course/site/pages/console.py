"""The wire console: send any request to an app, predict its code, and read both sides as they were sent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, render_template, request

from course.site.http.address import links
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known, known_outline
from course.site.http.negotiation import HTML, answer, problem, varying, wants_json
from course.site.http.services import services
from course.site.present.desks import Desk, Draft, answer_values, exercise_desk, lesson_desk, show, with_
from course.site.present.listings import Source, whole
from course.text.html import code_lines
from course.values import codes
from course.values.exercise import Exercise
from course.values.numbers import number_of

if TYPE_CHECKING:
    from course.ways.try_it import Hunt

bp = Blueprint("console", __name__)

APP_FILE = re.compile(r"[A-Za-z0-9_]+\.py")


@bp.post("/exercises/<slug>/requests")
def send_request(slug: str) -> Response:
    """Send a request to the learner's app and show what was on the wire: 200, whatever the app answers."""
    exercise = known(slug)
    if exercise.edit != "app.py":
        abort(409, f"This exercise is about {exercise.edit}. There is no app to send a request to.")
    desk = exercise_desk(exercise, links())
    return handle(desk, exercise.folder, exercise.source_path, prediction_id(slug), exercise)


@bp.get("/lessons/<slug>/apps/<file>/")
def app_page(slug: str, file: str) -> Response:
    """Show the console of a lesson's app."""
    desk, path = known_desk(slug, file)
    return answer(desk_page(desk, path, lesson=slug), {"presets": [preset.label for preset in desk.presets]})


@bp.post("/lessons/<slug>/apps/<file>/requests")
def send_to_app(slug: str, file: str) -> Response:
    """Send a request to an app of a lesson."""
    desk, path = known_desk(slug, file)
    return handle(desk, path.parent, path, prediction_id(slug, file), lesson=slug)


def handle(
    desk: Desk, folder: Path, file: Path, question: str, exercise: Exercise | None = None, lesson: str = ""
) -> Response:
    """Do what the form asks for: fill in a preset, or send."""
    from course.grading.machine.kept_apps import RequestError, Target, read_request

    request.max_form_memory_size = request.max_content_length
    if request.mimetype not in FORM_TYPES:
        abort(415, "A request is described in a form, with the fields method, path, headers and body.")
    draft = draft_of_form()
    filled = next((preset for preset in desk.presets if preset.name == request.form.get("fill")), None)
    if filled is not None:
        return page_of(with_(desk, filled.draft), file, exercise, lesson)
    try:
        if draft.expected and number_of(draft.expected) not in codes.NAMES:
            raise RequestError("expected", f"{draft.expected[:20]} is not a registered status code.")
        asked = read_request(draft.method, draft.path, draft.headers, draft.body)
    except RequestError as error:
        if wants_json():
            return problem(422, str(error), field=error.field)
        return page_of(with_(desk, draft, str(error), error.field), file, exercise, lesson, 422)
    found = services().background.console.send(Target(folder, file), asked, fresh=draft.fresh)
    shown = show(asked, found, draft.expected)
    if shown.expected and shown.wire.status:
        services().store.record_answer(question, (draft.expected,), "", shown.right)
    if lesson and shown.wire.status:
        from course.ways.try_it import keep_found

        keep_found(services().lesson(lesson), file.name, shown.wire.status, services().store)
    if wants_json():
        return answer("", answer_values(found))
    # The next send keeps the app as it is: its state is what makes a second request interesting.
    return page_of(with_(desk, draft, shown=shown), file, exercise, lesson)


def prediction_id(slug: str, file: str = "") -> str:
    """Return the id under which predictions about an app are kept: they are answers of their own kind."""
    return f"console:{slug}/{file}" if file else f"console:{slug}"


def draft_of_form() -> Draft:
    """Return the form that was sent."""
    form = request.form
    return Draft(
        form.get("method", ""),
        form.get("path", ""),
        form.get("headers", ""),
        form.get("body", ""),
        form.get("expected", "").strip(),
        form.get("fresh") == "yes",
    )


def page_of(desk: Desk, file: Path, exercise: Exercise | None, lesson: str, status: int = 200) -> Response:
    """Return the console as a page of its own; a script takes its part from it."""
    return varying(Response(desk_page(desk, file, exercise, lesson), status, mimetype=HTML))


def desk_page(desk: Desk, file: Path, exercise: Exercise | None = None, lesson: str = "") -> str:
    """Render the console on a page of its own."""
    outline = services().library.outline(lesson) if lesson else None
    hunt = hunt_in(lesson, file.name) if lesson else None
    return render_template(
        "lessons/console.html",
        console=desk,
        exercise=exercise,
        outline=outline,
        source=program(file),
        hunt=hunt,
    )


def hunt_in(lesson: str, app: str) -> Hunt | None:
    """Return the hunt for the codes of a lesson's app."""
    from course.ways.try_it import hunt_of

    return hunt_of(services().lesson(lesson), app, services().store)


def program(file: Path) -> Source | None:
    """Return the app that is asked as a listing, None when its file cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return whole(file.name, code_lines(text))


def known_desk(slug: str, file: str) -> tuple[Desk, Path]:
    """Return the console of a lesson's app and the app's file. Aborts with 404 when there is none."""
    outline = known_outline(slug)
    folder = services().library.lessons_dir / outline.slug
    names = {path.name for path in folder.iterdir() if path.is_file() and not path.is_symlink()}
    if not APP_FILE.fullmatch(file) or file not in names:
        abort(404, f'Lesson {outline.number} has no app "{file[:80]}".')
    return lesson_desk(services().lesson(outline.slug), file, links()), folder / file
