"""Find the clauses that nothing needs: without them no answer of the proof earns another headline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from course.authoring.gradings import Graded
from course.grading.evidence.clauses import Answer, shown_by
from course.grading.evidence.ranking import Entry, Fit, asks, best_of, fits_of
from course.grading.evidence.terms import Clause


def unneeded_clauses(
    entries: Sequence[Entry], graded: Iterable[Graded], common: Collection[str] = ()
) -> Iterator[tuple[Entry, Clause]]:
    """Yield each clause whose loss changes no headline of the answers, but for those that all entries share.

    Such a clause may still say what its sentence names. It is unproved, not wrong.
    """
    needed = {found for one in graded for found in _needed_by(entries, one)}
    for entry in entries:
        for clause in entry.evidence.clauses:
            if clause.text not in common and (entry.name, clause.text) not in needed:
                yield entry, clause


def _needed_by(entries: Sequence[Entry], one: Graded) -> Iterator[tuple[str, str]]:
    if one.answer.unclear:
        return
    fits = fits_of(entries, one.answer)
    shown = _headlines(entries, fits, one)
    for entry in entries:
        clause = _only_missing(entry, one.answer)
        if clause and _headlines(entries, (*fits, Fit(entry)), one) != shown:
            yield entry.name, clause.text


def _headlines(entries: Sequence[Entry], fits: Sequence[Fit], one: Graded) -> tuple[str, str]:
    """Return the headline of an answer, and the one without its own entry; "" is silence."""
    own = next((entry.text for entry in entries if entry.name == one.given.like), "")
    others = [fit for fit in fits if fit.entry.text != own]
    both = (best_of(found, one.answer.failing) for found in (fits, others))
    first, second = (best.entry.name if best else "" for best in both)
    return first, second


def _only_missing(entry: Entry, answer: Answer) -> Clause | None:
    """Return the one clause of an entry that does not hold, None when there are none or more."""
    if not entry.needed <= answer.failing:
        return None
    missing: Clause | None = None
    for clause in sorted(entry.evidence.clauses, key=asks):
        if shown_by(clause, answer) is None:
            if missing:
                return None
            missing = clause
    return missing
