"""When a learner is stuck: runs that end at the same check. Help is offered then, never opened. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from course.values.exercise import Exercise
from course.values.progress import Run

#: Runs without progress on the same check after which help is offered.
ENOUGH = 3
#: Runs that are looked through; more than enough of them may be of the same text.
LOOKED_AT = 12
#: Outcomes of a check that came to ask something.
JUDGED = ("wrong", "crashed", "too_slow")


@dataclass(frozen=True)
class Nudge:
    """What is offered to a learner who is stuck at a check."""

    #: The newest run, and the name of the check at which it and those before it end.
    run_id: int
    check: str
    #: Runs in a row without progress.
    runs: int
    #: The next hint, 0 when all are open.
    hint: int
    #: The lesson step that explains the check: "05_precise_success#a-new-thing".
    step: str


def nudge(runs: Iterable[Run], exercise: Exercise, opened: int) -> Nudge | None:
    """Return what to offer after the runs of an exercise (newest first), None when nobody is stuck.

    `opened` is the highest hint that is open, 0 for none.
    """
    stuck = list(stuck_runs(runs))
    first = stuck[0].report.first_failure if len(stuck) >= ENOUGH else None
    if first is None:
        return None
    hint = opened + 1 if opened < len(exercise.hints) else 0
    step = first.step or (f"{exercise.lesson}#{exercise.step}" if exercise.step else "")
    return Nudge(stuck[0].id, first.name, len(stuck), hint, step) if hint or step else None


def stuck_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the newest runs that end at the same check and pass no more checks than the one before.

    A run of a text that was run just before counts once. A file that could not be loaded says nothing
    about the check; it is passed over, unless it is the newest: then no check can be explained.
    """
    newer: Run | None = None
    for run in runs:
        if not judged(run):
            if newer is None or run.solved:
                return
            continue
        if newer is not None and progressed(run, newer):
            return
        if newer is None or not run.source_hash or run.source_hash != newer.source_hash:
            yield run
        newer = run


def judged(run: Run) -> bool:
    """Tell whether a run found a check that asked something and did not get it."""
    first = run.report.first_failure
    return not run.report.fault and first is not None and first.outcome in JUDGED


def progressed(older: Run, newer: Run) -> bool:
    """Tell whether a run gets further than the one before it: past its check, or with more that pass."""
    before, after = older.report.first_failure, newer.report.first_failure
    return newer.held > older.held or before is None or after is None or before.name != after.name
