"""Prove the exercises: run all that ships with them, make the tutor's catalogue, report the figures."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from course.authoring import signatures
from course.authoring.mutants import Mutant, mutants, mutants_of_document, mutants_of_tests
from course.authoring.null_apps import null_apps
from course.authoring.signatures import grade_fix, make_signatures
from course.exercises.wrong_fixes import WrongFix, wrong_fixes
from course.grading import tutor
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.grading.transport import grade_source
from course.values.exercise import Exercise
from course.values.mistakes import CourseContentError
from course.values.report import Report

#: Further wrong answers of an exercise, and the share of them that the tutor must recognise.
LEAST_FURTHER = 3
LEAST_RECOGNISED = 0.8


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
    diagnosed: int = 0
    further: int = 0
    recognised: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def kill_rate(self) -> float:
        """Return the share of mutants that the checks refuse, equivalent ones left out."""
        counted = self.mutants - self.equivalents
        return (counted - len(self.survivors)) / counted if counted else 1.0


def further_paths(exercise: Exercise) -> tuple[Path, ...]:
    """Return the further wrong answers that prove the tutor; each names the wrong fix it is like."""
    folder = exercise.folder / ".meta" / "further"
    return tuple(sorted(folder.glob(f"*{Path(exercise.edit).suffix}")))


def kind_of(path: Path) -> str:
    """Return the wrong fix that a further wrong answer is like: its first line says "Like: NAME"."""
    match = re.search(r"Like:\s*([\w-]+)", path.read_text(encoding="utf-8"))
    return match[1] if match else ""


def equivalents(exercise: Exercise) -> dict[str, str]:
    """Return the mutants that break no promise of the README, with the reason: "NAME => reason" lines."""
    file = exercise.folder / ".meta" / "equivalent.txt"
    if not file.is_file():
        return {}
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if " => " in line]
    return {name.strip(): reason.strip() for name, _, reason in (line.partition(" => ") for line in lines)}


def prove(exercise: Exercise, grader: Grader, sign: bool) -> Proof:
    """Run everything that ships with an exercise; with `sign`, write the tutor's catalogue first."""
    proof = Proof(exercise.slug)
    fixes = _readable_fixes(exercise, proof)
    if sign and not proof.problems:
        text = tutor.dump_signatures(make_signatures(exercise, fixes, grader))
        tutor.signatures_path(exercise.folder).write_text(text, encoding="utf-8")
    _prove_right_answers(exercise, grader, proof)
    _prove_wrong_answers(exercise, fixes, grader, proof)
    _prove_null_apps(exercise, grader, proof)
    _prove_tutor(exercise, fixes, grader, proof)
    _prove_mutants(exercise, grader, proof)
    return proof


def _prove_right_answers(exercise: Exercise, grader: Grader, proof: Proof) -> None:
    for path in (exercise.solution_path, *exercise.accepted_paths):
        report = grade(exercise, path, grader)
        proof.checks = len(report.checks)
        if not report.solved:
            proof.problems.append(f"{path.name} is refused: {names_of_failed(report)}")
        if report.diagnosis:
            proof.problems.append(f"{path.name} is right and gets a diagnosis")
    proof.accepted = len(exercise.accepted_paths)


def _readable_fixes(exercise: Exercise, proof: Proof) -> tuple[WrongFix, ...]:
    try:
        return wrong_fixes(exercise)
    except CourseContentError as mistakes:
        root = exercise.folder.parent.parent
        proof.problems += [str(error).replace(f"{root}{os.sep}", "") for error in mistakes.errors]
        return ()


def _prove_wrong_answers(
    exercise: Exercise, fixes: tuple[WrongFix, ...], grader: Grader, proof: Proof
) -> None:
    stub = grade(exercise, exercise.stub_path, grader)
    if stub.solved or stub.outcome == "grader_fault":
        proof.problems.append("the stub passes, or breaks the grader")
    proof.rejected = sum(not fix.is_stub for fix in fixes)
    seen = {}
    for fix in fixes:
        report = grade_fix(exercise, fix, grader)
        seen[fix.name] = tutor.symptoms_of(report.checks)
        failed = {check.name for check in report.checks if not check.passed}
        if failed != set(fix.fails):
            proof.problems.append(f"{fix.name} fails {sorted(failed)}, not {sorted(fix.fails)}")
        _expect_diagnosis(proof, fix.name, report, fix.misconception)
    proof.problems += signatures.problems(exercise, fixes, seen, grader)


def _expect_diagnosis(proof: Proof, name: str, report: Report, text: str) -> None:
    if text and text in report.diagnosis:
        proof.diagnosed += 1
    else:
        got = report.extra.get("misconception", "none")
        proof.problems.append(f"{name} gets the diagnosis {got} instead of its own")


def _prove_null_apps(exercise: Exercise, grader: Grader, proof: Proof) -> None:
    for name, source in null_apps(exercise).items():
        report = grade_source(exercise, exercise.source_path, source.encode(), grader)
        proof.null_apps += 1
        if report.solved or report.outcome == "grader_fault":
            proof.problems.append(f"{name} passes, or breaks the grader")


def _prove_tutor(exercise: Exercise, fixes: tuple[WrongFix, ...], grader: Grader, proof: Proof) -> None:
    texts = {fix.name: fix.misconception for fix in fixes}
    for path in further_paths(exercise):
        proof.further += 1
        like = kind_of(path)
        if like not in texts:
            proof.problems.append(f"further/{path.name} is like no wrong fix: {like!r}")
            continue
        report = grade(exercise, path, grader)
        if report.solved:
            proof.problems.append(f"further/{path.name} passes")
        elif report.diagnosis and texts[like] not in report.diagnosis:
            proof.problems.append(f"further/{path.name} is taken for {report.extra['misconception']}")
        proof.recognised += bool(report.diagnosis) and texts[like] in report.diagnosis
    if proof.further < LEAST_FURTHER:
        proof.problems.append(f"{proof.further} further wrong answers, not at least {LEAST_FURTHER}")
    if proof.recognised < LEAST_RECOGNISED * proof.further:
        proof.problems.append(f"only {proof.recognised} of {proof.further} further answers are recognised")


def _prove_mutants(exercise: Exercise, grader: Grader, proof: Proof) -> None:
    allowed = equivalents(exercise)
    for mutant in mutants_of(exercise):
        proof.mutants += 1
        report = grade_source(exercise, exercise.source_path, mutant.source.encode(), grader)
        if not report.solved:
            continue
        if mutant.name in allowed:
            proof.equivalents += 1
        else:
            proof.survivors.append(mutant.name)


def mutants_of(exercise: Exercise) -> tuple[Mutant, ...]:
    """Return the mutants of an exercise's reference: an app, tests, or a document."""
    text = exercise.solution_path.read_text(encoding="utf-8")
    if exercise.edit == "app.py":
        return tuple(mutants(text))
    return tuple(mutants_of_tests(text) if exercise.edit.endswith(".py") else mutants_of_document(text))


def names_of_failed(report: Report) -> str:
    """Return the failed checks of a report, or its fault."""
    return report.fault or ", ".join(check.name for check in report.checks if not check.passed)


def prove_all(exercises: Iterable[Exercise], sign: bool, say: Callable[[str], None]) -> list[Proof]:
    """Prove exercises, one on each core, and say how each went as soon as it is known.

    The proofs come back in the order of the exercises.
    """
    os.environ.setdefault("COURSE_TIME_LIMIT", "3")
    wanted = list(exercises)
    proofs: dict[str, Proof] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        # The last ones take longest, so they begin first.
        running = [pool.submit(_prove_alone, exercise, sign) for exercise in reversed(wanted)]
        for done in as_completed(running):
            proof = done.result()
            proofs[proof.exercise] = proof
            say(line_of(proof))
            for problem in [*proof.problems, *(f"survives: {name}" for name in proof.survivors)]:
                say(f"    {problem}")
    return [proofs[exercise.slug] for exercise in wanted]


def _prove_alone(exercise: Exercise, sign: bool) -> Proof:
    grader = Grader()
    try:
        return prove(exercise, grader, sign)
    finally:
        grader.close()


def line_of(proof: Proof) -> str:
    """Return one exercise's figures in one line."""
    return (
        f"{proof.exercise}: {proof.checks} checks, {proof.accepted} + 1 right answers, "
        f"{proof.rejected} wrong fixes, {proof.null_apps} null apps, "
        f"{proof.mutants} mutants ({proof.equivalents} equivalent), {proof.kill_rate:.0%} killed, "
        f"{proof.recognised} of {proof.further} further answers recognised"
    )
