"""What the pages of an exercise and of its runs have in common: the task, its contract, the verdict."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Literal

from course.exercises.source import read_source
from course.site.http.address import links
from course.site.http.services import services
from course.site.pages.exercises.right_ways import compared, right_ways
from course.site.present.contract_rows import row_views, rows_in_words
from course.site.present.learner_file import LearnerFile
from course.site.present.solved import before_and_now, first_unsolved, repaired
from course.site.present.stated_checks import stated_checks
from course.site.present.step_links import steps_of, teaches
from course.site.present.verdicts import Verdict, fault_report, verdict_of
from course.values.exercise import Exercise, ExerciseError
from course.values.progress import Run

#: Runs that are looked through for the first one.
LOOKED_THROUGH = 500

#: first: never run. working: run, and not solved as it is now. solved: every check holds for this very text.
State = Literal["first", "working", "solved"]


def bench_parts(exercise: Exercise, run: Run | None, file: LearnerFile) -> dict[str, Any]:
    """Return what the parts of an exercise's page need in a template that a run can change."""
    stated = stated_checks((read_source(exercise.check_file) or b"").decode("utf-8", "replace"))
    before = run_before(run) if run else None
    verdict = verdict_of(run, file.hash, before, stated, exercise.edit) if run else None
    state = state_of(verdict)
    rows = row_views(exercise.rows, stated, verdict)
    slugs = services().catalogue.slugs()
    parts: dict[str, Any] = {
        "state": state,
        "place": slugs.index(exercise.slug) + 1 if exercise.slug in slugs else exercise.number,
        "exercises": len(slugs),
        "opened": min(services().store.hints(exercise.slug), len(exercise.hints)),
        "teaches": teaches(exercise, services().library.outline, links()),
        "stated": stated,
        "verdict": verdict,
        "rows": rows,
        "rows_in_words": rows_in_words(rows, len(verdict.checks if verdict else stated)),
        "steps": steps_of(verdict, services().library.outline, links()),
        "fault_report": report_of_fault(exercise, verdict) if verdict else "",
        "ever_solved": exercise.slug in services().store.ever_solved(),
    }
    if state == "solved" and run is not None:
        parts |= solved_parts(exercise, run, file)
    return parts


def state_of(verdict: Verdict | None) -> State:
    """Return how far the learner is with the text that the file holds now."""
    if verdict is None:
        return "first"
    return "solved" if verdict.report.solved and not verdict.stale else "working"


def solved_parts(exercise: Exercise, run: Run, file: LearnerFile) -> dict[str, Any]:
    """Return what only the page of a solved exercise shows."""
    runs = services().store.runs(exercise.slug, limit=LOOKED_THROUGH)
    first = first_unsolved([one.report for one in reversed(runs) if one.id < run.id])
    return {
        "runs": len(runs),
        "before_now": before_and_now(first, run.report),
        "repaired": repaired(first, run.report),
        "compared": compared(exercise, file),
        "others": right_ways(exercise),
        "after": next_exercise(exercise),
    }


def report_of_fault(exercise: Exercise, verdict: Verdict) -> str:
    """Return what to send to a maintainer, with the text that was graded; "" when the grader did not fail."""
    return fault_report(exercise, verdict, services().store.source(verdict.report.source_hash))


def next_exercise(exercise: Exercise) -> Exercise | None:
    """Return the exercise after one, None after the last; one that cannot be read is passed over."""
    catalogue = services().catalogue
    slugs = catalogue.slugs()
    for slug in slugs[slugs.index(exercise.slug) + 1 :]:
        with suppress(ExerciseError):
            return catalogue.get(slug)
    return None


def run_before(run: Run) -> Run | None:
    """Return the run of the same exercise before this one, or None."""
    newest = services().store.runs(run.exercise, limit=2)
    if run.id == newest[0].id:
        return newest[1] if len(newest) > 1 else None
    older = [other for other in services().store.runs(run.exercise, limit=200) if other.id < run.id]
    return older[0] if older else None
