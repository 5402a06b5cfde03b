"""What the pages of an exercise and of its runs have in common: the task, its contract, the verdict."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from flask import current_app

from course.grading.nudges import Nudge
from course.practice.attempts import nudge_for
from course.site.http.address import links
from course.site.http.services import services
from course.site.pages.exercises.right_ways import compared, right_ways
from course.site.present.contract_rows import row_views, rows_in_words
from course.site.present.learner_file import LearnerFile
from course.site.present.own_editor import DEFAULT, editor_link
from course.site.present.solved import before_and_now, first_unsolved, repaired
from course.site.present.stated_checks import StatedCheck, stated_checks
from course.site.present.step_links import nudge_step, steps_of, teaches
from course.site.present.verdicts import Verdict, fault_report, verdict_of
from course.values.exercise import Exercise, ExerciseError
from course.values.plain_file import read_plain
from course.values.progress import Run

#: Runs that are looked through for the first one.
LOOKED_THROUGH = 500

#: first: never run. working: run, and not solved as it is now. solved: every check holds for this very text.
State = Literal["first", "working", "solved"]


def bench_parts(exercise: Exercise, run: Run | None, file: LearnerFile) -> dict[str, Any]:
    """Return what the parts of an exercise's page need in a template that a run can change."""
    stated = stated_in(exercise.check_file)
    before = run_before(run) if run else None
    verdict = verdict_of(run, file.hash, before, stated, exercise.edit) if run else None
    state = state_of(verdict)
    rows = row_views(exercise.rows, stated, verdict)
    nudge = offered(exercise, run)
    parts: dict[str, Any] = {
        "state": state,
        "opened": min(services().store.hints(exercise.slug), len(exercise.hints)),
        "teaches": teaches(exercise, services().library.outline, links()),
        "stated": stated,
        "verdict": verdict,
        "rows": rows,
        "rows_in_words": rows_in_words(rows, len(verdict.checks if verdict else stated)),
        "steps": steps_of(verdict, services().library.outline, links()),
        "nudge": nudge,
        "nudge_step": nudge_step(nudge, services().library.outline, links()),
        "fault_report": report_of_fault(exercise, verdict) if verdict else "",
        "ever_solved": run is not None and exercise.slug in services().store.ever_solved(),
        "path": str(exercise.source_path),
        "own_editor": own_editor(exercise, verdict),
        **services().remembered.get(("place", exercise.slug), lambda: place_parts(exercise)),
    }
    if state == "solved" and run is not None:
        parts |= solved_parts(exercise, run, file)
    return parts


def stated_in(check_file: Path) -> tuple[StatedCheck, ...]:
    """Return the checks that a file states, read again when it changed; none when it cannot be read."""
    try:
        stat = os.stat(check_file)
        return _stated_at(check_file, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return ()


@lru_cache(maxsize=64)
def _stated_at(check_file: Path, _mtime_ns: int, _size: int) -> tuple[StatedCheck, ...]:
    # What cannot be read raises, and is asked again: its rights may change, and not its time.
    return stated_checks(read_plain(check_file).decode("utf-8", "replace"))


def state_of(verdict: Verdict | None) -> State:
    """Return how far the learner is with the text that the file holds now."""
    if verdict is None:
        return "first"
    return "solved" if verdict.report.solved and not verdict.stale else "working"


def offered(exercise: Exercise, run: Run | None) -> Nudge | None:
    """Return the help to offer to a learner who is stuck, None on the page of an older run."""
    nudge = nudge_for(services().store, exercise) if run and not run.solved else None
    return nudge if nudge and run and nudge.run_id == run.id else None


def solved_parts(exercise: Exercise, run: Run, file: LearnerFile) -> dict[str, Any]:
    """Return what only the page of a solved exercise shows."""
    runs = services().store.runs(exercise.slug, limit=LOOKED_THROUGH)
    first = first_unsolved([one.report for one in reversed(runs) if one.id < run.id])
    if first is None:
        # Solved before anything else was run: the client got what the stub answers.
        first = services().background.shipped(exercise)
    return {
        "runs": len(runs),
        "before_now": before_and_now(first, run.report),
        "repaired": repaired(first, run.report),
        "compared": compared(exercise, file),
        "others": right_ways(exercise),
    }


def place_parts(exercise: Exercise) -> dict[str, Any]:
    """Return where an exercise stands among all, with its neighbours that can be read."""
    slugs = services().known_slugs()
    at = slugs.index(exercise.slug) if exercise.slug in slugs else len(slugs)
    return {
        "place": at + 1 if at < len(slugs) else exercise.number,
        "exercises": len(slugs),
        "previous": first_readable(slugs[:at][::-1]),
        "after": first_readable(slugs[at + 1 :]),
    }


def own_editor(exercise: Exercise, verdict: Verdict | None) -> str:
    """Return what opens the learner's file in their editor, "" where that may be another machine."""
    pattern = current_app.config["EDITOR_URL"]
    if pattern == DEFAULT and (current_app.config["URL"] or links().home() != "/"):
        return ""
    line = verdict.line if verdict and not verdict.stale else 1
    return editor_link(pattern, str(exercise.source_path), line or 1)


def report_of_fault(exercise: Exercise, verdict: Verdict) -> str:
    """Return what to send to a maintainer, with the text that was graded; "" when the grader did not fail."""
    return fault_report(exercise, verdict, services().store.source(verdict.report.source_hash))


def first_readable(slugs: Iterable[str]) -> Exercise | None:
    """Return the first of some exercises that can be read."""
    for slug in slugs:
        with suppress(ExerciseError):
            return services().catalogue.get(slug)
    return None


def run_before(run: Run) -> Run | None:
    """Return the run of the same exercise before this one, or None."""
    newest = services().store.runs(run.exercise, limit=2)
    if run.id == newest[0].id:
        return newest[1] if len(newest) > 1 else None
    older = [other for other in services().store.runs(run.exercise, limit=200) if other.id < run.id]
    return older[0] if older else None
