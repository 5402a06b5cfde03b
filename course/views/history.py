"""Every text an exercise has had, and the reference: once solved, or on an explicit wish."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from course import sources
from course.catalogue import Exercise
from course.grading.wording import summary
from course.progress import Run, SavedSource, digest
from course.views.bench import LANGUAGES, known, learner_file, next_exercise, shown, teaches
from course.views.diffs import side_by_side
from course.views.exercises import bp
from course.views.lessons import FORM_TYPES
from course.views.negotiation import HTML, answer, varying, wants_json
from course.views.rendering import code_html
from course.views.services import services
from course.views.source import CANNOT, cannot_save
from course.views.verdicts import DOORS

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


@dataclass(frozen=True)
class Way:
    """One right way to solve an exercise."""

    name: str
    #: First sentence of its docstring, or of its comments.
    says: str
    html: str


@bp.get("/<slug>/history")
def history(slug: str) -> Response:
    """List the texts an exercise has had, newest first."""
    exercise = known(slug)
    texts = kept_texts(exercise)
    if wants_json():
        return answer("", {"texts": [vars(text) for text in texts]})
    return answer(render_template("history.html", exercise=exercise, texts=texts), {})


@bp.get("/<slug>/history/<hash>")
def one_text(slug: str, hash: str) -> Response:
    """Show one text of the history beside the file as it is now."""
    exercise = known(slug)
    text = known_text(exercise, hash)
    found = shown(exercise.edit, text)
    now = learner_file(exercise)
    page = render_template(
        "kept_text.html",
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
    services().workshop.expect_save(exercise)
    try:
        sources.put_back(exercise, text, services().store)
    except CANNOT as error:
        return cannot_save(error)
    return redirect(url_for("exercises.page", slug=exercise.slug, _anchor="editor"), 303)


@bp.get("/<slug>/solution")
def solution(slug: str) -> Response:
    """Show the reference and the other right ways beside the learner's text; 403 until that is due."""
    exercise = known(slug)
    solved = slug in services().store.ever_solved()
    revealed = services().store.revealed(slug)
    if not solved and not revealed:
        if wants_json():
            abort(403, "The reference is shown when the exercise is solved. POST here to see it before.")
        page = render_template("solution_closed.html", exercise=exercise)
        return varying(Response(page, 403, mimetype=HTML))
    page = render_template(
        "solution.html",
        exercise=exercise,
        solved=solved,
        revealed=revealed,
        file=learner_file(exercise),
        yours=yours(exercise),
        reference=way(exercise.solution_path),
        others=tuple(way(path) for path in exercise.accepted_paths),
        teaches=teaches(exercise),
        after=next_exercise(exercise),
    )
    return answer(page, {})


@bp.post("/<slug>/solution")
def reveal(slug: str) -> BaseResponse:
    """Remember that the learner wants to see the reference now, and lead to it with 303."""
    known(slug)
    if request.content_length and request.mimetype not in FORM_TYPES:
        abort(415, "This needs no body.")
    if slug not in services().store.ever_solved():
        services().store.reveal(slug)
    return redirect(url_for("exercises.solution", slug=slug), 303)


def kept_texts(exercise: Exercise) -> tuple[Kept, ...]:
    """Return the texts of an exercise, newest first, each with its newest verdict."""
    store = services().store
    runs: dict[str, Run] = {}
    for run in store.runs(exercise.slug, limit=SHOWN * 2):
        runs.setdefault(run.source_hash, run)
    now = learner_file(exercise).hash
    start = digest(sources.read(exercise.stub_path) or b"")
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


def way(path: Path) -> Way:
    """Return a right way as a page shows it."""
    text = path.read_text(encoding="utf-8")
    html = code_html(text, LANGUAGES.get(path.suffix, "text"))
    return Way(path.stem.replace("_", " "), first_words(text, path.suffix), html)


def yours(exercise: Exercise) -> str:
    """Return the learner's file highlighted, "" when it cannot be shown."""
    file = learner_file(exercise)
    return "" if file.problem else code_html(file.text, file.language)


def first_words(text: str, suffix: str) -> str:
    """Return the first line of a file's docstring, or of its comments."""
    if suffix == ".py":
        doc = ast.get_docstring(ast.parse(text)) or ""
        return doc.splitlines()[0] if doc else ""
    first = text.lstrip().splitlines()[:1]
    return first[0].lstrip("# ") if first and first[0].startswith("#") else ""
