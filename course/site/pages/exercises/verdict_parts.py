"""What the pages of a verdict have in common."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from course.site.http.address import links
from course.site.http.services import services
from course.site.present.learner_file import LearnerFile
from course.site.present.step_links import steps_of
from course.site.present.verdicts import Verdict, fault_report, verdict_of
from course.values.exercise import Exercise, ExerciseError
from course.values.progress import Run


def verdict_parts(exercise: Exercise, run: Run | None, file: LearnerFile) -> dict[str, Any]:
    """Return what the verdict of a run needs in a template; the run before it tells what has changed."""
    before = run_before(run) if run else None
    verdict = verdict_of(run, file.hash, before) if run else None
    return {
        "verdict": verdict,
        "steps": steps_of(verdict, services().library.outline, links()),
        "fault_report": report_of_fault(exercise, verdict) if verdict else "",
        "after": next_exercise(exercise) if verdict and verdict.report.solved else None,
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
