"""Which misconception is shown above an answer: one whose evidence holds best, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from course.grading.evidence.clauses import Answer, shown_by
from course.grading.evidence.terms import Asked, Clause, Either, Evidence


@dataclass(frozen=True)
class Entry:
    """A catalogued misconception with its evidence."""

    name: str
    #: The belief, one sentence.
    text: str
    #: What a client now believes.
    believes: str
    #: The checks that its wrong fix fails.
    fails: frozenset[str]
    evidence: Evidence

    @property
    def needed(self) -> frozenset[str]:
        """Return the checks that must fail."""
        return self.fails if self.evidence.checks is None else self.evidence.checks


@dataclass(frozen=True)
class Fit:
    """An entry whose evidence holds for an answer."""

    entry: Entry
    #: What shows it, in a few words each.
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of an explanation: what must hold, and whether it does."""

    text: str
    holds: bool
    shown: tuple[str, ...] = ()


def fit(entry: Entry, answer: Answer) -> Fit | None:
    """Return the fit of an entry whose evidence holds, None when it does not; what is asked comes last."""
    if answer.unclear or not entry.evidence.clauses or not entry.needed <= answer.failing:
        return None
    shown: list[str] = []
    for clause in sorted(entry.evidence.clauses, key=asks):
        found = shown_by(clause, answer)
        if found is None:
            return None
        shown += (line for line in found if line not in shown)
    return Fit(entry, tuple(shown))


def fits_of(entries: Iterable[Entry], answer: Answer) -> tuple[Fit, ...]:
    """Return the fit of every entry whose evidence holds."""
    return tuple(found for entry in entries if (found := fit(entry, answer)) is not None)


def best_of(fits: Sequence[Fit], failing: frozenset[str]) -> Fit | None:
    """Return the fit to show, None for silence: when nothing fits, or two of different texts fit as well.

    Whoever gives way to another that fits too steps back, and weak evidence to strong; then the one counts
    whose failing checks are most like those of the answer.
    """
    names = {one.entry.name for one in fits}
    left = [one for one in fits if not one.entry.evidence.unless & names]
    strong = [one for one in left if not one.entry.evidence.weak] or left
    top = max((likeness(one.entry, failing) for one in strong), default=0.0)
    best = [one for one in strong if likeness(one.entry, failing) == top]
    return best[0] if len({one.entry.text for one in best}) == 1 else None


def likeness(entry: Entry, failing: frozenset[str]) -> float:
    """Return how alike the checks are that an entry and an answer fail, 0 to 1 (Jaccard), two digits."""
    both = entry.fails | failing
    return round(len(entry.fails & failing) / len(both), 2) if both else 0.0


def explain(entry: Entry, answer: Answer) -> Iterator[Line]:
    """Yield what the evidence of an entry demands and whether it holds, also after what does not."""
    for check in sorted(entry.needed):
        yield Line(f"fails {check}", check in answer.failing)
    for clause in entry.evidence.clauses:
        found = shown_by(clause, answer)
        yield Line(clause.text, found is not None, found or ())


def asks(clause: Clause) -> bool:
    """Tell whether a clause sends requests; such clauses are looked at last."""
    claim = clause.claim
    return isinstance(claim, Asked) or isinstance(claim, Either) and any(map(asks, claim.options))
