"""Everything that ships with an exercise, graded once; all proofs read the same results."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from course.authoring.mutants import Mutant, mutants, mutants_of_document, mutants_of_tests
from course.authoring.null_apps import null_apps
from course.authoring.variants import variants_of_solution, variants_of_wrong_fix
from course.exercises.wrong_fixes import wrong_fixes
from course.grading.asking import Asking
from course.grading.evidence.clauses import Answer
from course.grading.grade import run_checks
from course.grading.jobs import time_limit
from course.grading.machine.process import ROOT, Grader
from course.grading.tutor import entries_of, known_answer
from course.values.exercise import Exercise
from course.values.report import CheckResult, check_from_dict

#: right: reference and accepted answers. wrong: the stub and the wrong fixes. further: wrong answers like
#: them. null: knows nothing of the task. mutant: of the reference. half, near: changed wrong fixes.
Kind = Literal["right", "wrong", "further", "null", "mutant", "half", "near"]
#: The folder in which results are kept from proof to proof; without it every proof grades anew.
CACHE = "COURSE_PROOF_CACHE"
#: The name of the stub among the wrong fixes, when its mistake is catalogued.
PLANTED = "planted"


@dataclass(frozen=True)
class Given:
    """An answer that ships with an exercise, or is made from one that does."""

    kind: Kind
    name: str
    source: str
    #: The file's name, "" for what is made.
    file: str = ""
    #: The wrong fix that it is, or is like.
    like: str = ""


@dataclass(frozen=True)
class Graded:
    """What became of such an answer."""

    given: Given
    checks: tuple[CheckResult, ...]
    fault: str
    #: What the tutor knows of it; it can be asked as long as the process of the proof lives.
    answer: Answer

    @property
    def solved(self) -> bool:
        """Tell whether every check holds."""
        return bool(self.checks) and not self.failed and not self.fault

    @property
    def failed(self) -> frozenset[str]:
        """Return the names of the checks that do not hold."""
        return frozenset(check.name for check in self.checks if not check.passed)

    @property
    def broke_the_grader(self) -> bool:
        """Tell whether the grader failed, not the answer."""
        return bool(self.fault) or any(check.outcome == "grader_fault" for check in self.checks)


def all_given(exercise: Exercise) -> Iterator[Given]:
    """Yield every answer of an exercise that a proof grades."""
    yield from right_answers(exercise)
    yield from wrong_answers(exercise)
    for name, source in null_apps(exercise).items():
        yield Given("null", name, source)
    for mutant in mutants_of(exercise):
        yield Given("mutant", mutant.name, mutant.source)
    if entries_of(exercise):
        yield from changed_answers(exercise)


def right_answers(exercise: Exercise) -> Iterator[Given]:
    """Yield the reference and the other right answers."""
    for path in (exercise.solution_path, *exercise.accepted_paths):
        yield Given("right", path.stem, _text(path), path.name)


def wrong_answers(exercise: Exercise) -> Iterator[Given]:
    """Yield the stub, the wrong fixes and the further wrong answers."""
    yield Given("wrong", PLANTED, _text(exercise.stub_path), exercise.stub_path.name, PLANTED)
    yield from wrong_fixes_of(exercise)
    for path in further_paths(exercise):
        yield Given("further", path.stem, _text(path), f"further/{path.name}", kind_of(path))


def wrong_fixes_of(exercise: Exercise) -> Iterator[Given]:
    """Yield the catalogued wrong fixes."""
    for fix in wrong_fixes(exercise):
        if not fix.is_stub:
            yield Given("wrong", fix.name, fix.source, fix.name, fix.name)


def changed_answers(exercise: Exercise) -> Iterator[Given]:
    """Yield what is made from the reference and the wrong fixes by small changes."""
    base = _text(exercise.solution_path)
    python = exercise.edit.endswith(".py")
    for variant in variants_of_solution(base) if exercise.edit == "app.py" else ():
        yield Given("near", variant.name, variant.source)
    for wrong in wrong_fixes_of(exercise):
        for variant in variants_of_wrong_fix(base, wrong.source, python):
            kind: Kind = "half" if variant.half else "near"
            yield Given(kind, f"{wrong.name}, {variant.name}", variant.source, like=wrong.name)


def further_paths(exercise: Exercise) -> tuple[Path, ...]:
    """Return the further wrong answers that prove the tutor; each names the wrong fix it is like."""
    folder = exercise.folder / ".meta" / "further"
    return tuple(sorted(folder.glob(f"*{Path(exercise.edit).suffix}")))


def kind_of(path: Path) -> str:
    """Return the wrong fix that a further wrong answer is like: its first line says "Like: NAME"."""
    match = re.search(r"Like:\s*([\w-]+)", path.read_text(encoding="utf-8"))
    return match[1] if match else ""


def mutants_of(exercise: Exercise) -> tuple[Mutant, ...]:
    """Return the mutants of an exercise's reference: an app, tests, or a document."""
    text = exercise.solution_path.read_text(encoding="utf-8")
    if exercise.edit == "app.py":
        return tuple(mutants(text))
    return tuple(mutants_of_tests(text) if exercise.edit.endswith(".py") else mutants_of_document(text))


class Gradings:
    """Grades answers to one exercise, or takes their results from the cache of the author."""

    def __init__(self, exercise: Exercise, grader: Grader, cache: Path | None = None) -> None:
        self.exercise = exercise
        self.grader = grader
        kept = os.environ.get(CACHE)
        self.cache = Path(kept) if kept else cache
        self._state = state_of(exercise) if self.cache else ""

    def grade(self, given: Given) -> Graded:
        """Return what becomes of an answer."""
        source = given.source.encode()
        checks, fault = self._kept(source) or self._graded(source)
        ask = Asking(self.exercise, self.exercise.source_path, source, self.grader, time_limit())
        return Graded(given, tuple(checks), fault, known_answer(self.exercise, checks, source, ask))

    def _graded(self, source: bytes) -> tuple[list[CheckResult], str]:
        checks, fault = run_checks(self.exercise, self.exercise.source_path, source, self.grader)
        if self.cache and not fault:
            self.cache.mkdir(parents=True, exist_ok=True)
            file = self._file(source)
            # Written whole or not at all: several proofs may share the folder.
            whole = file.with_suffix(f".{os.getpid()}")
            whole.write_text(json.dumps([asdict(check) for check in checks]), encoding="utf-8")
            whole.replace(file)
        return checks, fault

    def _kept(self, source: bytes) -> tuple[list[CheckResult], str] | None:
        if not self.cache or not (file := self._file(source)).is_file():
            return None
        values = json.loads(file.read_text(encoding="utf-8"))
        return [check_from_dict(value) for value in values], ""

    def _file(self, source: bytes) -> Path:
        name = hashlib.sha256(self._state.encode() + source).hexdigest()
        return (self.cache or Path()) / f"{self.exercise.slug}-{name[:24]}.json"


def state_of(exercise: Exercise) -> str:
    """Return a hash of what decides a verdict beside the answer: checks, given files, the grader's code."""
    meta = exercise.folder / ".meta"
    files = [file for file in exercise.folder.glob("*.*") if file.name not in (exercise.edit, "README.md")]
    files += [file for name in ("given", "broken") for file in meta.glob(f"{name}/**/*.*")]
    files += [exercise.folder.parent / "conftest.py"]
    files += [*ROOT.glob("course/grading/**/*.py"), *ROOT.glob("course/values/*.py")]
    digest = hashlib.sha256(os.environ.get("COURSE_SEED", "").encode())
    for file in sorted(file for file in files if file.is_file() and "evidence" not in file.parts):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")
