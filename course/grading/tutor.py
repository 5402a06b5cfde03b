"""The tutor: which misconception is shown above a failing answer, and in which words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from course.exercises.evidence_file import ALL, evidence_file, evidence_of, line_of
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
KEY = re.compile(r"^(Misconception|Believes|Fails):[ \t]*", re.MULTILINE)


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


def parse_misconception(text: str, name: str) -> Misconception:
    """Read the three keys of a wrong fix's docstring or of planted.md.

    Raises ValueError naming what is missing.
    """
    pieces = KEY.split(text)
    keys = {key: " ".join(value.split()) for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    missing = {"Misconception", "Believes", "Fails"} - set(keys)
    if missing:
        raise ValueError(f"{name}: {', '.join(sorted(missing))} missing")
    fails = tuple(re.findall(r"[^\s,]+", keys["Fails"].rstrip(".")))
    return Misconception(name, keys["Misconception"], keys["Believes"], fails)


def misconception_of(path: Path) -> Misconception:
    """Read the misconception of a wrong fix: docstring of Python, comments of YAML, text of planted.md."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        text = ast.get_docstring(ast.parse(text)) or ""
    elif path.suffix != ".md":
        text = "\n".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
    return parse_misconception(text, path.stem)


def misconceptions_of(exercise: Exercise) -> Iterator[Misconception]:
    """Yield the misconceptions of an exercise: the planted one, then those of the wrong fixes."""
    planted = exercise.folder / ".meta" / "planted.md"
    yield from (misconception_of(path) for path in (planted, *exercise.rejected_paths) if path.is_file())


def entries_of(exercise: Exercise) -> tuple[Entry, ...]:
    """Return the misconceptions that have evidence; the others are never shown.

    They are read anew only when a file has changed.
    Raises EvidenceError or EvidenceFileError naming file, line and clause.
    """
    return _entries_read(exercise, _stamp(exercise))


def _stamp(exercise: Exercise) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when one of the files changes from which entries are read."""
    planted = exercise.folder / ".meta" / "planted.md"
    files = [file for file in (evidence_file(exercise), planted, *exercise.rejected_paths) if file.is_file()]
    return tuple((str(file), (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files)


@lru_cache(maxsize=64)
def _entries_read(exercise: Exercise, _stamp: tuple[tuple[str, int, int], ...]) -> tuple[Entry, ...]:
    written = evidence_of(exercise)
    if not written:
        return ()
    common = _read(exercise, ALL, written.pop(ALL, "")).clauses
    found = []
    for known in misconceptions_of(exercise):
        if text := written.pop(known.name, ""):
            evidence = _read(exercise, known.name, text)
            found.append(_entry(known, evidence, common))
    for name in written:
        raise EvidenceError(f"{_where(exercise, name)}: evidence for {name}, which is no wrong fix.")
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
    """Return what a learner reads: the belief as a belief, and what shows it in this answer."""
    entry = fit.entry
    looks = "This could be a known mistake." if entry.evidence.weak else "This looks like a known mistake."
    shown = "; ".join(one[:MOST_LETTERS] for one in fit.shown[:MOST_SHOWN])
    belief = f"The belief behind it: “{entry.text}” It isn't so."
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
    return f"{evidence_file(exercise)}:{line_of(exercise, name)}"
