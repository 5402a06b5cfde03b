"""What an author asks while writing evidence: which entries fit an answer, which clause does not hold."""

from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from course.authoring.gradings import Given, Graded, Gradings, all_given, wrong_answers
from course.authoring.proof import details_of, prove, tutor_line
from course.authoring.proof_of_tutor import Judged, judge, why_not
from course.authoring.unneeded import unneeded_clauses
from course.exercises.wrong_fixes import ALL, catalogue_path, evidence_of
from course.grading.checks.facts import ExchangeFacts, NoteFacts
from course.grading.evidence.facts_language import split
from course.grading.evidence.ranking import Entry, explain
from course.grading.machine.process import Grader
from course.grading.tutor import entries_of, sentence_of
from course.values.exercise import Exercise

#: Where results are kept between two calls, unless COURSE_PROOF_CACHE names a folder.
CACHE = Path(tempfile.gettempdir()) / "course-proof-cache"
Say = Callable[[str], None]


class NoSuchAnswer(ValueError):
    """Raised for a name that is neither a file nor an answer of the exercise."""


def overview(exercise: Exercise, say: Say) -> bool:
    """Say what each catalogued wrong answer earns; return whether each earns its own headline or silence."""
    entries, good = entries_of(exercise), True
    for judged in _judged(exercise, wrong_answers(exercise), entries):
        own_or_silent = judged.right or not judged.own or not _must_be_named(judged) and not judged.headline
        good &= own_or_silent
        for line in _overview_lines(judged, entries):
            say(line)
    return good


def answers(exercise: Exercise, names: Sequence[str], say: Say) -> None:
    """Say of each answer what it earns, and of each entry whether it fits or what does not hold.

    Raises NoSuchAnswer for a name that is no file and no answer of the exercise.
    """
    entries = entries_of(exercise)
    wanted = [given_of(exercise, name) for name in names]
    for judged in _judged(exercise, wanted, entries):
        for line in _answer_lines(judged, entries):
            say(line)


def why(exercise: Exercise, entry_name: str, names: Sequence[str], say: Say) -> None:
    """Say of each clause of one entry whether it holds, and what happened in the failing checks.

    Raises NoSuchAnswer for an unknown name of an entry or an answer.
    """
    entries = [entry for entry in entries_of(exercise) if entry.name == entry_name]
    if not entries:
        raise NoSuchAnswer(f"{entry_name} has no evidence in {exercise.slug}.")
    wanted = [given_of(exercise, name) for name in names or [entry_name]]
    for judged in _judged(exercise, wanted, entries):
        say(f"{judged.name}: fails {', '.join(sorted(judged.graded.failed)) or 'nothing'}")
        for line in explain(entries[0], judged.graded.answer):
            shown = f"   ({'; '.join(line.shown)})" if line.shown else ""
            say(f"  {'holds' if line.holds else 'NOT  '}  {line.text}{shown}")


def facts(exercise: Exercise, names: Sequence[str], say: Say) -> None:
    """Say what happened in the failing checks of answers: what evidence can be made of.

    Raises NoSuchAnswer for a name that is no file and no answer of the exercise.
    """
    wanted = [given_of(exercise, name) for name in names]
    for judged in _judged(exercise, wanted, ()):
        for line in _fact_lines(judged.graded):
            say(line)


def matrix(exercise: Exercise, say: Say) -> bool:
    """Say what the proof of the tutor finds; return whether it finds nothing wrong."""
    grader = Grader()
    try:
        proof = prove(exercise, grader, CACHE)
    finally:
        grader.close()
    say(f"{exercise.slug}: {tutor_line(proof.tutor)}")
    for line in details_of(proof):
        say(f"  {line}")
    return not proof.faults


def clauses(exercise: Exercise, say: Say) -> None:
    """Say which clauses no answer of the proof needs: without them every headline stays what it is."""
    entries = entries_of(exercise)
    common = evidence_of(catalogue_path(exercise.folder)).get(ALL, "")
    grader = Grader()
    try:
        gradings = Gradings(exercise, grader, CACHE)
        graded = [gradings.grade(given) for given in all_given(exercise)]
        found = list(unneeded_clauses(entries, graded, split(common, ";")))
    finally:
        grader.close()
    total = sum(len(entry.evidence.clauses) for entry in entries)
    say(f"{exercise.slug}: {len(found)} of {total} clauses are needed by no answer of the proof")
    for entry, clause in found:
        say(f"  {entry.name}: {clause.text}")


def given_of(exercise: Exercise, name: str) -> Given:
    """Return the answer that a name means: a file, or one that ships with the exercise or is made from it.

    Raises NoSuchAnswer for any other name.
    """
    file = Path(name)
    if file.is_file():
        return Given("further", file.stem, file.read_text(encoding="utf-8"), file.name)
    found = next((given for given in all_given(exercise) if name in (given.name, given.file)), None)
    if found is None:
        raise NoSuchAnswer(f"{name} is neither a file nor an answer that ships with {exercise.slug}.")
    return found


def _judged(exercise: Exercise, wanted: Iterable[Given], entries: Sequence[Entry]) -> Iterator[Judged]:
    grader = Grader()
    gradings = Gradings(exercise, grader, CACHE)
    try:
        for given in wanted:
            yield judge(gradings.grade(given), entries)
    finally:
        grader.close()


def _must_be_named(judged: Judged) -> bool:
    return judged.graded.given.kind == "wrong"


def _overview_lines(judged: Judged, entries: Sequence[Entry]) -> Iterator[str]:
    headline = judged.headline or "-"
    state = "own " if judged.right else "    " if not judged.headline else "OTHER"
    also = [fit.entry.name for fit in judged.fits if fit.entry.name != judged.headline]
    yield f"{state:<6}{judged.name}: {headline}" + (f"   also fits: {', '.join(also)}" if also else "")
    if not judged.right and judged.own:
        entry = next(entry for entry in entries if entry.name == judged.own)
        missing = why_not(entry, judged.graded)
        reason = f"does not hold: {missing}" if missing else "fits, but so does another"
        yield f"        {judged.own} {reason}"
    if not judged.own and _must_be_named(judged):
        yield "        has no evidence yet"


def _answer_lines(judged: Judged, entries: Sequence[Entry]) -> Iterator[str]:
    yield f"{judged.name}: fails {', '.join(sorted(judged.graded.failed)) or 'nothing'}"
    fits = {fit.entry.name: fit for fit in judged.fits}
    yield f"  headline: {sentence_of(fits[judged.headline]) if judged.headline else 'none'}"
    for entry in entries:
        if entry.name in fits:
            yield f"  fits      {entry.name}   ({'; '.join(fits[entry.name].shown)})"
    for entry in entries:
        if entry.name not in fits:
            missing = textwrap.shorten(why_not(entry, judged.graded), 140, placeholder=" …")
            yield f"  does not  {entry.name}: {missing}"


def _fact_lines(graded: Graded) -> Iterator[str]:
    yield f"{graded.given.name}: fails {', '.join(sorted(graded.failed)) or 'nothing'}"
    for name, found in graded.answer.facts.items():
        check = graded.answer.checks[name]
        yield f"  {name} ({check.outcome}): {_short(check.came_back)}; expected {_short(check.expected)}"
        for statement in found.statements:
            yield f"      at {_short(statement, 160)}"
        if found.compared:
            yield f"      compared {_short(found.compared[0])} with {_short(found.compared[1])}"
        for event in found.events:
            yield f"      {_event_line(event)}"


def _event_line(event: ExchangeFacts | NoteFacts) -> str:
    if isinstance(event, NoteFacts):
        return f"note {event.name} {_short(event.values, 160)}"
    headers = ", ".join(f"{name}: {value}" for name, value in event.sent_headers if name != "Content-Type")
    answered = ", ".join(f"{name}: {value}" for name, value in event.headers if name not in _DULL)
    sent = " ".join(filter(None, [_short(event.sent), f"[{headers}]" if headers else ""]))
    crash = f" crash {event.crash}" if event.crash else ""
    marks = f"{crash}{'' if event.routed else ' unrouted'}{' failing' if event.failing else ''}"
    answer = f"{event.status} {_short(event.body)} [{answered}]"
    return f"{event.method} {event.path} {sent} -> {answer}{marks}"


#: Headers of every answer, which say nothing.
_DULL = ("Content-Type", "Content-Length", "Date", "Server", "Connection")


def _short(text: str, most: int = 90) -> str:
    return textwrap.shorten(" ".join(text.split()), most, placeholder="…") if " " in text else text[:most]
