"""The tutor: which misconception is shown above a failing answer, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from course.exercises.wrong_fixes import ALL, catalogue_path, evidence_of, line_of, read_entries
from course.grading.evidence.clauses import Answer, answer_of
from course.grading.evidence.language import EvidenceError, parse_evidence
from course.grading.evidence.questions import Ask, nobody
from course.grading.evidence.ranking import Entry, Fit, best_of, fits_of
from course.grading.evidence.terms import Clause, Evidence, Passes
from course.values.exercise import Exercise
from course.values.report import CheckResult

#: How many of the things that show a mistake are named, and characters of each.
MOST_SHOWN = 2
MOST_LETTERS = 100


@dataclass(frozen=True)
class Misconception:
    """A named mistake: what is believed, what a client would now believe, which checks fail."""

    name: str
    text: str
    believes: str
    fails: tuple[str, ...]


@dataclass(frozen=True)
class Diagnosis:
    """The misconception that is shown above an answer."""

    name: str
    sentence: str


def misconceptions_of(exercise: Exercise) -> tuple[Misconception, ...]:
    """Return the misconceptions of an exercise, in the order of wrong.md.

    Raises CourseContentError when wrong.md cannot be read.
    """
    entries = read_entries(catalogue_path(exercise.folder))
    return tuple(Misconception(one.name, one.misconception, one.believes, one.fails) for one in entries)


def entries_of(exercise: Exercise) -> tuple[Entry, ...]:
    """Return the misconceptions that have evidence; the others are never shown.

    They are read anew only when wrong.md has changed.
    Raises CourseContentError when it cannot be read, EvidenceError naming file, line and clause.
    """
    return _entries_read(exercise, _stamp(exercise))


def _stamp(exercise: Exercise) -> tuple[int, int]:
    """Return what changes when the file changes from which entries are read."""
    try:
        stat = catalogue_path(exercise.folder).stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=64)
def _entries_read(exercise: Exercise, _stamp: tuple[int, int]) -> tuple[Entry, ...]:
    written = evidence_of(catalogue_path(exercise.folder))
    if not written:
        return ()
    common = _read(exercise, ALL, written.pop(ALL, "")).clauses
    found = []
    for known in misconceptions_of(exercise):
        if text := written.pop(known.name, ""):
            evidence = _read(exercise, known.name, text)
            found.append(_entry(known, evidence, common))
    return tuple(found)


def diagnose(
    exercise: Exercise, checks: Iterable[CheckResult], source: bytes | None, ask: Ask = nobody
) -> Diagnosis | None:
    """Return the misconception to show above an answer, None for silence; it never costs the verdict.

    `ask` sends requests to the learner's app after the checks.
    """
    answer = known_answer(exercise, checks, source, ask)
    if answer.unclear:
        return None
    try:
        found = best_of(fits_of(entries_of(exercise), answer), answer.failing)
    except Exception:  # a mistake in the catalogue is told by check and prove, not to a learner
        return None
    return Diagnosis(found.entry.name, sentence_of(found)) if found else None


def known_answer(
    exercise: Exercise, checks: Iterable[CheckResult], source: bytes | None, ask: Ask = nobody
) -> Answer:
    """Return what is known of an answer to an exercise."""
    return answer_of(checks, source, ask, python=exercise.edit.endswith(".py"))


def sentence_of(fit: Fit) -> str:
    """Return what a learner reads: the belief as a belief, and what shows it in this answer.

    Where only what came of it was seen, another cause may stand behind it: then the belief is one of several.
    """
    entry = fit.entry
    if entry.evidence.finds_cause:
        looks, behind = "This looks like a known mistake.", "The belief behind it"
    else:
        looks, behind = "This could be a known mistake.", "A belief that leads to such answers"
    shown = "; ".join(one[:MOST_LETTERS] for one in fit.shown[:MOST_SHOWN])
    belief = f"{behind}: “{entry.text}” It isn't so."
    suffers = f"What a client now believes: {entry.believes}"
    return " ".join([looks, belief, suffers, *([f"It shows in: {shown}."] if shown else [])])


def _entry(known: Misconception, evidence: Evidence, common: tuple[Clause, ...]) -> Entry:
    fails = frozenset(known.fails)
    shared = tuple(clause for clause in common if not _speaks_of(clause, fails))
    evidence = replace(evidence, clauses=(*evidence.clauses, *shared))
    return Entry(known.name, known.text, known.believes, fails, evidence)


def _speaks_of(clause: Clause, fails: frozenset[str]) -> bool:
    """Tell whether a clause for all demands that a check holds which this very entry fails."""
    return isinstance(clause.claim, Passes) and bool(fails.intersection(clause.claim.checks))


def _read(exercise: Exercise, name: str, text: str) -> Evidence:
    try:
        return parse_evidence(text)
    except EvidenceError as error:
        raise EvidenceError(f"{_where(exercise, name)}: {name}: {error}") from None


def _where(exercise: Exercise, name: str) -> str:
    file = catalogue_path(exercise.folder)
    return f"{file}:{line_of(file, name)}"
