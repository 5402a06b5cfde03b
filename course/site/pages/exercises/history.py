"""Every text an exercise has had, and the reference: once solved, or on an explicit wish."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.exercises.source import read_source
from course.grading.wording import summary
from course.practice import sources
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known
from course.site.http.negotiation import answer, wants_json
from course.site.http.services import services
from course.site.pages.exercises.file_on_disk import learner_file
from course.site.pages.exercises.saving import CANNOT, back_to_code, cannot_save
from course.site.present.diffs import side_by_side
from course.site.present.learner_file import shown
from course.site.present.verdicts import DOORS
from course.text.html import code_html
from course.values.exercise import Exercise
from course.values.progress import Run, SavedSource, digest

bp = Blueprint("history", __name__, url_prefix="/exercises")

#: Texts and runs shown in one history.
SHOWN = 50


@dataclass(frozen=True)
class Kept:
    """One text of the history."""

    hash: str
    saved_at: str
    size: int
    #: What its newest run found, "not graded" when it was only kept.
    verdict: str
    door: str
    solved: bool
    #: True for the text that the file holds now.
    current: bool
    #: True for the text every learner starts with.
    stub: bool


@bp.get("/<slug>/history")
def history(slug: str) -> Response:
    """List the texts an exercise has had, newest first."""
    exercise = known(slug)
    texts = kept_texts(exercise)
    if wants_json():
        return answer("", {"texts": [vars(text) for text in texts]})
    return answer(render_template("exercises/history.html", exercise=exercise, texts=texts), {})


@bp.get("/<slug>/history/<hash>")
def one_text(slug: str, hash: str) -> Response:
    """Show one text of the history beside the file as it is now."""
    exercise = known(slug)
    text = known_text(exercise, hash)
    found = shown(exercise.edit, text)
    now = learner_file(exercise)
    page = render_template(
        "exercises/kept_text.html",
        exercise=exercise,
        hash=hash,
        found=found,
        now=now,
        rows=side_by_side(found.text, now.text),
        html=code_html(found.text, found.language),
        kept=next((kept for kept in kept_texts(exercise) if kept.hash == hash), None),
    )
    return answer(page, {})


@bp.post("/<slug>/history/<hash>")
def restore(slug: str, hash: str) -> BaseResponse:
    """Put a text of the history back into the file; what the file held is kept. Leads back with 303."""
    exercise = known(slug)
    return put_back(exercise, known_text(exercise, hash))


@bp.post("/<slug>/reset")
def reset(slug: str) -> BaseResponse:
    """Put the exercise back to its start; what the file held is kept. Leads back with 303."""
    exercise = known(slug)
    return put_back(exercise, exercise.stub_path.read_bytes())


def put_back(exercise: Exercise, text: bytes) -> BaseResponse:
    """Replace the learner's file, after keeping what it holds, and lead back to the editor."""
    if request.content_length and request.mimetype not in FORM_TYPES:
        abort(415, "This needs no body.")
    services().background.expect_save(exercise)
    try:
        sources.put_back(exercise, text, services().store)
    except CANNOT as error:
        return cannot_save(error)
    return back_to_code(exercise.slug, "editor")


def kept_texts(exercise: Exercise) -> tuple[Kept, ...]:
    """Return the texts of an exercise, newest first, each with its newest verdict."""
    store = services().store
    runs: dict[str, Run] = {}
    for run in store.runs(exercise.slug, limit=SHOWN * 2):
        runs.setdefault(run.source_hash, run)
    now = learner_file(exercise).hash
    start = digest(read_source(exercise.stub_path))
    return tuple(
        kept_of(text, runs.get(text.hash), text.hash == now, text.hash == start)
        for text in store.sources(exercise.slug)[:SHOWN]
    )


def kept_of(text: SavedSource, run: Run | None, current: bool, stub: bool) -> Kept:
    """Return one text with what its run found."""
    verdict = summary(run.report) if run else "not graded"
    door = DOORS.get(run.door, f"from the {run.door}") if run else ""
    solved = run.solved if run else False
    return Kept(text.hash, text.saved_at, text.size, verdict, door, solved, current, stub)


def known_text(exercise: Exercise, hash: str) -> bytes:
    """Return a text of this exercise's history. Aborts with 404 when it has none of that hash."""
    store = services().store
    text = store.source(hash) if any(kept.hash == hash for kept in store.sources(exercise.slug)) else None
    if text is None:
        abort(404, "This exercise has no text of that name in its history.")
    return text
