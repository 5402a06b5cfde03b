"""What headlines claim beyond their evidence: clauses that hold wherever the headline is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from course.authoring.gradings import Graded
from course.exercises.wrong_fixes import Entry, catalogue_path, read_entries
from course.grading.evidence.clauses import shown_by
from course.grading.evidence.language import EvidenceError, parse_evidence
from course.grading.evidence.terms import Clause, Evidence
from course.values.exercise import Exercise

Claims = Mapping[str, tuple[Clause, ...]]


def claims_of(exercise: Exercise) -> Claims:
    """Return the clauses after `Claims:` by the name of their entry.

    Raises EvidenceError naming the entry and the clause that cannot be read.
    """
    entries = read_entries(catalogue_path(exercise.folder))
    return {entry.name: read_claims(entry).clauses for entry in entries if entry.claims}


def read_claims(entry: Entry) -> Evidence:
    """Return what an entry claims, as an evidence of clauses alone.

    Raises EvidenceError naming the entry, and the clause that cannot be read.
    """
    try:
        claims = parse_evidence(entry.claims)
    except EvidenceError as error:
        raise EvidenceError(f"{entry.name}: Claims: {error}") from None
    if claims.checks is not None or claims.unless or claims.weak:
        seen = "Claims holds `checks`, `unless` or `could be`, which decide what is shown"
        raise EvidenceError(f"{entry.name}: {seen}. Write them after Evidence:.")
    return claims


def broken_claims(claims: Claims, headline: str, graded: Graded) -> Iterator[str]:
    """Yield what is false of a headline that an answer earns."""
    for clause in claims.get(headline, ()):
        if shown_by(clause, graded.answer) is None:
            yield f"{graded.given.name} earns {headline}, and what this claims does not hold: {clause.text}"
