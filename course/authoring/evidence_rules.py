"""The rules that the evidence of an exercise keeps: it can be read, and every name in it is known."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from course.authoring.claims import read_claims
from course.exercises.catalogue import Catalogue
from course.exercises.wrong_fixes import Entry, catalogue_path, evidence_of, line_of, read_entries
from course.grading.evidence import terms
from course.grading.evidence.language import EvidenceError, parse_evidence
from course.values.exercise import Exercise, ExerciseError
from course.values.mistakes import ContentError, CourseContentError


def check_evidence(folder: Path) -> tuple[ContentError, ...]:
    """Return every mistake in the evidence of one exercise; what cannot be read, others report."""
    try:
        exercise = Catalogue(folder.parent).get(folder.name)
        written = evidence_of(catalogue_path(folder)) if exercise else {}
    except (ExerciseError, CourseContentError):
        return ()
    if exercise is None or not written:
        return ()
    claiming = [entry for entry in read_entries(catalogue_path(folder)) if entry.claims]
    return (*_faults(exercise, written), *_faults_of_claims(exercise, claiming))


def _faults(exercise: Exercise, written: dict[str, str]) -> Iterator[ContentError]:
    known, file = checks_of(exercise), catalogue_path(exercise.folder)
    for name, text in written.items():
        line = line_of(file, name)
        try:
            evidence = parse_evidence(text)
        except EvidenceError as error:
            yield ContentError(file, line, f"{name}: {error}")
            continue
        for check in sorted(checks_in(evidence) - known):
            yield _no_check(file, line, name, check)
        for other in sorted(evidence.unless - set(written)):
            yield ContentError(file, line, f"{name}: {other}, to which it gives way, has no evidence.")


def _faults_of_claims(exercise: Exercise, claiming: Sequence[Entry]) -> Iterator[ContentError]:
    known, file = checks_of(exercise), catalogue_path(exercise.folder)
    for entry in claiming:
        try:
            claims = read_claims(entry)
        except EvidenceError as error:
            yield ContentError(file, entry.line, str(error))
            continue
        if not entry.evidence:
            yield ContentError(
                file, entry.line, f"{entry.name} has Claims and no Evidence: it is never shown."
            )
        for check in sorted(checks_in(claims) - known):
            yield _no_check(file, entry.line, f"{entry.name}: Claims", check)


def _no_check(file: Path, line: int, name: str, check: str) -> ContentError:
    return ContentError(file, line, f"{name}: there is no check {check}.", "Name one of the check file.")


def checks_of(exercise: Exercise) -> set[str]:
    """Return the names of the checks of an exercise."""
    tree = ast.parse(exercise.check_file.read_text(encoding="utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def checks_in(evidence: terms.Evidence) -> set[str]:
    """Return the names of the checks that an evidence speaks of."""
    found = set(evidence.checks or ())
    for clause in evidence.clauses:
        found.update(_checks_in(clause.claim))
    return found


def _checks_in(claim: terms.Claim) -> Iterator[str]:
    match claim:
        case terms.Happened(check=check) | terms.Fails(check=check) if check:
            yield check
        case terms.Passes(checks=checks) | terms.Only(checks=checks):
            yield from checks
        case terms.Either(options=options):
            for option in options:
                yield from _checks_in(option.claim)
