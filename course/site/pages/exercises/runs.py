"""Runs of the checks: start one, look at one, wait for the next one."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from flask import Blueprint, Response, abort, json, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.site.http.address import links
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known
from course.site.http.negotiation import HTML, JSON, problem, varying, wants_json
from course.site.http.services import services
from course.site.pages.exercises.file_on_disk import learner_file
from course.site.pages.exercises.neighbours import neighbours
from course.site.pages.exercises.verdict_parts import bench_parts
from course.values.exercise import Exercise
from course.values.progress import Run

bp = Blueprint("runs", __name__, url_prefix="/exercises")

#: "wait=20" of RFC 7240 §4.3: how many seconds a client is ready to wait for news.
WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,6})\"?", re.IGNORECASE)
#: Nobody waits longer than this; a client that wants to asks again.
LONGEST_WAIT = 25
#: The validator of a run begins with its id.
RUN_TAG = re.compile(r'"run-(\d{1,18})-')


@bp.post("/<slug>/runs")
def run_checks(slug: str) -> BaseResponse:
    """Grade the learner's file: 303 back to the verdict for browsers, 201 and the report for programs."""
    exercise = known(slug)
    if request.content_length and request.mimetype not in FORM_TYPES:
        abort(415, "A run needs no body. What is graded is the file in the exercise's folder.")
    services().background.run(exercise, "site")
    run = services().store.latest_run(slug)
    if run is not None and wants_json():
        response = run_answer(run)
        response.status_code = 201
        response.headers["Location"] = links().run(slug, run.id)
        return response
    return redirect(f"{links().exercise(slug)}#verdict", 303)


@bp.get("/<slug>/runs/latest")
def latest_run(slug: str) -> Response:
    """Return the newest run: JSON for programs, its page for browsers; 304 until there is another one.

    A client that has a run and is ready to wait for the next one says `Prefer: wait=20` (RFC 7240 §4.3):
    the answer comes with the next run, or after that many seconds. Whoever waits makes every save graded.
    """
    exercise = known(slug)
    waited = wait_for_next(exercise)
    run = services().store.latest_run(slug)
    if wants_page():
        response = run_page(exercise, run)
    elif run is None:
        response = problem(404, "This exercise has not been run yet. POST to its runs to run it.")
    else:
        response = run_answer(run)
    if waited:
        response.headers["Preference-Applied"] = f"wait={waited}"
    response.vary.add("Prefer")
    return response


@bp.get("/<slug>/runs/<int:run_id>")
def one_run(slug: str, run_id: int) -> Response:
    """Return one run as JSON, or its page."""
    exercise = known(slug)
    run = services().store.run(run_id)
    if run is None or run.exercise != slug:
        if wants_page():
            abort(404, f"This exercise has no run {run_id}.")
        return problem(404, f"This exercise has no run {run_id}.")
    return run_page(exercise, run) if wants_page() else run_answer(run)


def wait_for_next(exercise: Exercise) -> int:
    """Wait as the client prefers until there is a run it does not have; return the seconds, 0 for no wait."""
    seconds = preferred_wait()
    has = RUN_TAG.search(request.headers.get("If-None-Match", ""))
    if not seconds or has is None:
        return 0
    background = services().background
    background.follow(exercise)
    gone = request.environ.get("waitress.client_disconnected", lambda: False)
    return seconds if background.wait_for_other(exercise.slug, int(has[1]), seconds, gone) else 0


def preferred_wait() -> int:
    """Return the seconds of `Prefer: wait`, at most LONGEST_WAIT, 0 when the client does not say."""
    found = WAIT.search(request.headers.get("Prefer", ""))
    return min(int(found[1]), LONGEST_WAIT) if found else 0


def wants_page() -> bool:
    """Tell whether the client asks for HTML more than for JSON; one that takes anything gets JSON."""
    accept = request.accept_mimetypes
    return bool(accept and accept.quality(HTML) > accept.quality(JSON))


def run_page(exercise: Exercise, run: Run | None) -> Response:
    """Return a run as a page of its own: the same verdict as on the exercise's page."""
    file = learner_file(exercise)
    page = render_template(
        "exercises/run.html",
        exercise=exercise,
        file=file,
        neighbours=neighbours(exercise),
        console=None,
        **bench_parts(exercise, run, file),
    )
    response = varying(Response(page, mimetype=HTML))
    # The id first: it says what the client has, whatever else on the page has changed.
    content = hashlib.sha256(page.encode()).hexdigest()[:12]
    response.set_etag(f"run-{run.id if run else 0}-{content}")
    return response


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
