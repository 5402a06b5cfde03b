"""Prove the exercises: run all that ships with them, compare what the tutor says, report the figures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from course.authoring.claims import claims_of
from course.authoring.gradings import PLANTED, Graded, Gradings, all_given
from course.authoring.proof_of_tutor import TutorProof, confusion_lines, prove_tutor
from course.grading.evidence.language import EvidenceError
from course.grading.machine.process import Grader
from course.grading.tutor import entries_of, misconceptions_of
from course.values.exercise import Exercise
from course.values.mistakes import CourseContentError

#: Further wrong answers of an exercise, at least.
LEAST_FURTHER = 3


@dataclass
class Proof:
    """What was found for one exercise. Lists hold what is wrong, in words; empty is good."""

    exercise: str
    checks: int = 0
    accepted: int = 0
    rejected: int = 0
    null_apps: int = 0
    mutants: int = 0
    survivors: list[str] = field(default_factory=list)
    equivalents: int = 0
    tutor: TutorProof = field(default_factory=TutorProof)
    problems: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """Return how many things are wrong."""
        return len(self.problems) + len(self.survivors) + len(self.tutor.confusions)

    @property
    def kill_rate(self) -> float:
        """Return the share of mutants that the checks refuse, equivalent ones left out."""
        counted = self.mutants - self.equivalents
        return (counted - len(self.survivors)) / counted if counted else 1.0


def equivalents(exercise: Exercise) -> dict[str, str]:
    """Return the mutants that break no promise of the README, with the reason: "NAME => reason" lines."""
    file = exercise.folder / ".meta" / "equivalent.txt"
    if not file.is_file():
        return {}
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if " => " in line]
    return {name.strip(): reason.strip() for name, _, reason in (line.partition(" => ") for line in lines)}


def prove(exercise: Exercise, grader: Grader, cache: Path | None = None) -> Proof:
    """Run everything that ships with an exercise, each answer once; a cache keeps results between proofs."""
    proof = Proof(exercise.slug)
    try:
        entries, claims = entries_of(exercise), claims_of(exercise)
        given = list(all_given(exercise))
    except (EvidenceError, CourseContentError) as error:
        root = exercise.folder.parent.parent
        return Proof(exercise.slug, problems=str(error).replace(f"{root}{os.sep}", "").splitlines())
    gradings = Gradings(exercise, grader, cache)
    graded = [gradings.grade(one) for one in given]
    _prove_right_answers(_of(graded, "right"), proof)
    _prove_wrong_answers(exercise, _of(graded, "wrong"), proof)
    _prove_null_apps(_of(graded, "null"), proof)
    _prove_further(exercise, _of(graded, "further"), proof)
    _prove_mutants(exercise, _of(graded, "mutant"), proof)
    proof.tutor = prove_tutor(exercise, entries, graded, claims)
    proof.problems += proof.tutor.problems
    return proof


def _of(graded: Iterable[Graded], kind: str) -> list[Graded]:
    return [one for one in graded if one.given.kind == kind]


def _prove_right_answers(graded: Sequence[Graded], proof: Proof) -> None:
    for one in graded:
        proof.checks = len(one.checks)
        if not one.solved:
            proof.problems.append(f"{one.given.file} is refused: {names_of_failed(one)}")
    proof.accepted = len(graded) - 1


def _prove_wrong_answers(exercise: Exercise, graded: Sequence[Graded], proof: Proof) -> None:
    fails = {known.name: set(known.fails) for known in misconceptions_of(exercise)}
    proof.rejected = len(graded) - 1
    for one in graded:
        if one.given.name == PLANTED and (one.solved or one.broke_the_grader):
            proof.problems.append("the stub passes, or breaks the grader")
        wanted = fails.get(one.given.name)
        if wanted is not None and wanted != one.failed:
            proof.problems.append(f"{one.given.file} fails {sorted(one.failed)}, not {sorted(wanted)}")


def _prove_null_apps(graded: Sequence[Graded], proof: Proof) -> None:
    proof.null_apps = len(graded)
    for one in graded:
        if one.solved or one.broke_the_grader:
            proof.problems.append(f"{one.given.name} passes, or breaks the grader")


def _prove_further(exercise: Exercise, graded: Sequence[Graded], proof: Proof) -> None:
    names = {known.name for known in misconceptions_of(exercise)}
    for one in graded:
        if one.given.like not in names:
            proof.problems.append(f"{one.given.file} is like no wrong fix: {one.given.like!r}")
        elif one.solved:
            proof.problems.append(f"{one.given.file} passes")
    if len(graded) < LEAST_FURTHER:
        proof.problems.append(f"{len(graded)} further wrong answers, not at least {LEAST_FURTHER}")


def _prove_mutants(exercise: Exercise, graded: Sequence[Graded], proof: Proof) -> None:
    allowed = equivalents(exercise)
    proof.mutants = len(graded)
    survivors = [one.given.name for one in graded if one.solved]
    proof.equivalents = sum(name in allowed for name in survivors)
    proof.survivors = [name for name in survivors if name not in allowed]


def names_of_failed(graded: Graded) -> str:
    """Return the failed checks of an answer, or the fault of the grader."""
    return graded.fault or ", ".join(sorted(graded.failed))


def prove_all(exercises: Iterable[Exercise], say: Callable[[str], None]) -> list[Proof]:
    """Prove exercises, one on each core, and say how each went as soon as it is known.

    The proofs come back in the order of the exercises.
    """
    os.environ.setdefault("COURSE_TIME_LIMIT", "3")
    wanted = list(exercises)
    proofs: dict[str, Proof] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        # The last ones take longest, so they begin first.
        running = [pool.submit(_prove_alone, exercise) for exercise in reversed(wanted)]
        for done in as_completed(running):
            proof = done.result()
            proofs[proof.exercise] = proof
            say(line_of(proof))
            for line in details_of(proof):
                say(f"    {line}")
    return [proofs[exercise.slug] for exercise in wanted]


def _prove_alone(exercise: Exercise) -> Proof:
    grader = Grader()
    try:
        return prove(exercise, grader)
    finally:
        grader.close()


def line_of(proof: Proof) -> str:
    """Return one exercise's figures in one line."""
    return (
        f"{proof.exercise}: {proof.checks} checks, {proof.accepted} + 1 right answers, "
        f"{proof.rejected} wrong fixes, {proof.null_apps} null apps, "
        f"{proof.mutants} mutants ({proof.equivalents} equivalent), {proof.kill_rate:.0%} killed, "
        f"{tutor_line(proof.tutor)}"
    )


def tutor_line(proof: TutorProof) -> str:
    """Return the figures of the tutor in a few words."""
    if not proof.entries:
        return "tutor without evidence"
    return (
        f"tutor: {proof.own} of {proof.entries} own headlines, further answers: {proof.further_right} right "
        f"and {proof.further_silent} silent of {proof.further}, other answers: {proof.others_named} named "
        f"of {proof.others}"
    )


def details_of(proof: Proof) -> list[str]:
    """Return what is wrong, each in a line, and the table of confused headlines."""
    survivors = [f"survives: {name}" for name in proof.survivors]
    return [*proof.problems, *survivors, *confusion_lines(proof.tutor)]
