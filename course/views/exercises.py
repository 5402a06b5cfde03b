"""Exercises: the task, hints one by one, the checks and what they found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, json, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from course.catalogue import Exercise
from course.content import markup
from course.model import LessonOutline
from course.progress import Run
from course.views.home import course_map
from course.views.journey import mark_exercise
from course.views.lessons import FORM_TYPES
from course.views.negotiation import JSON, answer, problem, varying, wants_json
from course.views.services import services
from course.views.verdicts import Verdict, line_of, verdict_of

bp = Blueprint("exercises", __name__, url_prefix="/exercises")

LANGUAGES = {".py": "python", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}

#: A learner's file longer than this is not shown.
SHOWN_SOURCE = 64 * 1024


@dataclass(frozen=True)
class LearnerFile:
    """The learner's file as it is on the disk now."""

    name: str
    hash: str
    text: str
    #: Why it cannot be shown, "" when it can.
    problem: str = ""


@dataclass(frozen=True)
class Teaches:
    """The lesson, and the step of it, that an exercise belongs to."""

    href: str
    label: str


@bp.get("/")
def listing() -> Response:
    """List the exercises by part."""
    marks = course_map(services())
    if wants_json():
        runs = services().store.latest_runs()
        found = services().exercises()
        return answer("", {"exercises": [exercise_values(item, runs.get(item.slug)) for item in found]})
    return answer(render_template("exercises.html", parts=marks), {})


@bp.get("/<slug>/")
def page(slug: str) -> Response:
    """Show an exercise: task, hints opened so far, the learner's file, the last verdict."""
    exercise = known(slug)
    store = services().store
    run = store.latest_run(slug)
    if wants_json():
        return answer("", exercise_values(exercise, run))
    file = learner_file(exercise)
    verdict = verdict_of(run, file.hash) if run else None
    html = render_template(
        "exercise.html",
        exercise=exercise,
        mark=mark_exercise(exercise, run),
        file=file,
        source_html=source_html(file, verdict),
        verdict=verdict,
        opened=min(store.hints(slug), len(exercise.hints)),
        teaches=teaches(exercise),
        steps=steps_of(verdict),
    )
    return answer(html, {})


@bp.post("/<slug>/hints")
def open_hint(slug: str) -> BaseResponse:
    """Open the next hint and remember it; opening one that is open already changes nothing."""
    exercise = known(slug)
    if request.mimetype not in FORM_TYPES:
        abort(415, "A hint is asked for as a form, with the field hint: its number.")
    number = request.form.get("hint", "")
    wanted = int(number) if number.isascii() and number.isdigit() else 0
    opened = services().store.hints(slug)
    if wanted not in range(1, min(opened + 1, len(exercise.hints)) + 1):
        abort(422, "Hints are opened one by one, in order.")
    if wanted > opened:
        services().store.record_hint(slug, wanted)
    return redirect(url_for("exercises.page", slug=slug, _anchor=f"hint-{wanted}"), 303)


@bp.post("/<slug>/runs")
def run_checks(slug: str) -> BaseResponse:
    """Grade the learner's file: 303 back to the verdict for browsers, 201 and the report for programs."""
    # Grading pulls in a good part of the library; the first page should not wait for it.
    from course.attempts import attempt

    exercise = known(slug)
    if request.content_length and request.mimetype not in FORM_TYPES:
        abort(415, "A run needs no body. What is graded is the file in the exercise's folder.")
    store = services().store
    attempt(exercise, store, door="site")
    run = store.latest_run(slug)
    if run is not None and wants_json():
        response = run_answer(run)
        response.status_code = 201
        response.headers["Location"] = url_for("exercises.one_run", slug=slug, run_id=run.id)
        return response
    return redirect(url_for("exercises.page", slug=slug, _anchor="verdict"), 303)


@bp.get("/<slug>/runs/latest")
def latest_run(slug: str) -> Response:
    """Return the newest run as JSON; 304 until there is another one."""
    known(slug)
    run = services().store.latest_run(slug)
    if run is None:
        return problem(404, "This exercise has not been run yet. POST to its runs to run it.")
    return run_answer(run)


@bp.get("/<slug>/runs/<int:run_id>")
def one_run(slug: str, run_id: int) -> Response:
    """Return one run as JSON."""
    known(slug)
    run = services().store.run(run_id)
    if run is None or run.exercise != slug:
        return problem(404, f"This exercise has no run {run_id}.")
    return run_answer(run)


def run_answer(run: Run) -> Response:
    """Return a run as JSON. What was recorded never changes, so its id is the validator."""
    response = Response(json.dumps(run_values(run)), mimetype=JSON)
    response.set_etag(f"run-{run.id}-{run.source_hash[:12]}")
    return varying(response)


def run_values(run: Run) -> dict[str, Any]:
    """Return a run as JSON-ready values."""
    return {
        "id": run.id,
        "exercise": run.exercise,
        "outcome": run.outcome,
        "solved": run.solved,
        "held": run.held,
        "total": run.total,
        "door": run.door,
        "recorded_at": run.recorded_at,
        "report": run.report.to_dict(),
    }


def exercise_values(exercise: Exercise, run: Run | None) -> dict[str, Any]:
    """Return an exercise's outline and state as JSON-ready values."""
    return {
        "slug": exercise.slug,
        "title": exercise.title,
        "lesson": exercise.lesson,
        "codes": exercise.codes,
        "minutes": exercise.minutes,
        "level": exercise.level,
        "edit": exercise.edit,
        "href": url_for("exercises.page", slug=exercise.slug),
        "state": mark_exercise(exercise, run).words,
        "run": url_for("exercises.one_run", slug=exercise.slug, run_id=run.id) if run else None,
        "hints": len(exercise.hints),
        "contract": [
            {"row": row.name, "request": row.request, "answer": row.answer} for row in exercise.rows
        ],
    }


def known(slug: str) -> Exercise:
    """Return the exercise of that folder name. Aborts with 404 when there is none."""
    exercise = services().catalogue.get(slug)
    if exercise is None:
        abort(404, f'There is no exercise "{slug[:80]}".')
    return exercise


def learner_file(exercise: Exercise) -> LearnerFile:
    """Read the learner's file; a file that cannot be shown becomes a sentence."""
    return read_shown(exercise.source_path, exercise.edit)


def read_shown(path: Path, name: str) -> LearnerFile:
    """Read a file for showing it. Never raises for what a learner can do to it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return LearnerFile(name, "", "", f"{name} cannot be shown: {reason}.")
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > SHOWN_SOURCE:
        return LearnerFile(name, digest, "", f"{name} is too long to be shown here: {len(data)} bytes.")
    try:
        return LearnerFile(name, digest, data.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        return LearnerFile(
            name, digest, "", f"{name} cannot be shown: it is not UTF-8 text (byte {error.start})."
        )


def source_html(file: LearnerFile, verdict: Verdict | None) -> str:
    """Return the learner's file highlighted; the line of the first failure is marked while it still fits."""
    first = verdict.report.first_failure if verdict and not verdict.stale else None
    line = line_of(first.where) if first and first.where.startswith(file.name) else 0
    language = LANGUAGES.get(Path(file.name).suffix, "text")
    return markup.highlight(file.text, (line,) if line else (), language)


def teaches(exercise: Exercise) -> Teaches | None:
    """Return the way to the lesson an exercise belongs to, None while it is being written."""
    return step_link(exercise.lesson, exercise.step)


def steps_of(verdict: Verdict | None) -> dict[str, Teaches]:
    """Return the ways to the lesson steps that the checks of a verdict name, those that exist."""
    named = {view.check.step: view.step_parts for view in verdict.checks} if verdict else {}
    found = {name: step_link(*parts) for name, parts in named.items() if name}
    return {name: link for name, link in found.items() if link}


def step_link(lesson: str, step_id: str) -> Teaches | None:
    """Return the way to a step, or to its lesson when the step is not there, None without a lesson."""
    outline: LessonOutline | None = next(
        (outline for outline in services().library.outlines() if outline.slug == lesson), None
    )
    if outline is None:
        return None
    for number, step in enumerate(outline.steps, 1):
        if step.id == step_id:
            href = url_for("lessons.step", slug=lesson, step_id=step_id)
            return Teaches(href, f"Lesson {outline.number}, step {number}: {step.title}")
    return Teaches(url_for("lessons.overview", slug=lesson), f"Lesson {outline.number}: {outline.title}")
