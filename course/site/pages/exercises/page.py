"""Exercises: the task, hints one by one, the checks and what they found."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.site.http.address import links
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known
from course.site.http.negotiation import answer, wants_json
from course.site.http.rendered import kept
from course.site.http.services import services
from course.site.pages.exercises.file_on_disk import learner_file
from course.site.pages.exercises.neighbours import neighbours
from course.site.pages.exercises.verdict_parts import bench_parts
from course.site.pages.whole_course import course_map
from course.site.present.course_map import mark_exercise
from course.site.present.desks import exercise_desk
from course.site.present.standing import standing
from course.values.exercise import Exercise
from course.values.numbers import number_of
from course.values.progress import Run

bp = Blueprint("exercises", __name__, url_prefix="/exercises")

#: What a narrow page shows of an exercise. An address may name one, for browsers without script.
VIEWS = ("task", "code", "checks")


@bp.get("/")
def listing() -> Response:
    """List the exercises by part."""
    marks = course_map()
    if wants_json():
        runs = services().store.latest_runs()
        found = services().exercises()
        return answer("", {"exercises": [exercise_values(item, runs.get(item.slug)) for item in found]})
    return answer(render_template("exercises/list.html", parts=marks, whole=standing(marks)), {})


@bp.get("/<slug>/")
def page(slug: str) -> Response:
    """Show an exercise: task, hints opened so far, the learner's file, the last verdict."""
    exercise = known(slug)
    run = services().store.latest_run(slug)
    if wants_json():
        return answer("", exercise_values(exercise, run))
    file = learner_file(exercise)
    values = {
        "file": file,
        "view": request.args.get("view") if request.args.get("view") in VIEWS else VIEWS[0],
        "neighbours": neighbours(exercise),
        **bench_parts(exercise, run, file),
    }
    if run is not None:
        return answer(render_bench(exercise, values), {})
    # Before the first run a verdict names no steps, and every other value is one that can be compared.
    key = tuple(item for item in values.items() if item[0] != "steps")
    return kept(exercise, ("exercise", *key), lambda: render_bench(exercise, values))


def render_bench(exercise: Exercise, values: dict[str, Any]) -> str:
    """Render the page of an exercise: everything it shows comes from the exercise and these values."""
    console = exercise_desk(exercise, links())
    return render_template("exercises/page.html", exercise=exercise, console=console, **values)


@bp.post("/<slug>/hints")
def open_hint(slug: str) -> BaseResponse:
    """Open the next hint and remember it; opening one that is open already changes nothing."""
    exercise = known(slug)
    if request.mimetype not in FORM_TYPES:
        abort(415, "A hint is asked for as a form, with the field hint: its number.")
    wanted = number_of(request.form.get("hint", "")) or 0
    opened = services().store.hints(slug)
    if wanted not in range(1, min(opened + 1, len(exercise.hints)) + 1):
        abort(422, "Hints are opened one by one, in order.")
    if wanted > opened:
        services().store.record_hint(slug, wanted)
    return redirect(f"{links().exercise(slug)}#hint-{wanted}", 303)


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
        "href": links().exercise(exercise.slug),
        "state": mark_exercise(exercise, run).words,
        "run": links().run(exercise.slug, run.id) if run else None,
        "hints": len(exercise.hints),
        "contract": [
            {"row": row.name, "request": row.request, "answer": row.answer} for row in exercise.rows
        ],
    }
