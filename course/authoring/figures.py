"""The figures of the proof, as docs/grader.md shows them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.authoring.proof import Proof
from course.exercises.catalogue import Catalogue
from course.places import exercises_dir


def figures(proofs: list[Proof], seconds: float) -> str:
    """Return the table of docs/grader.md."""
    head = (
        "| exercise | checks | right answers | wrong fixes | null apps | mutants | equivalent | killed "
        "| evidence | further recognised | further silent |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )
    rows = [
        f"| {p.exercise} | {p.checks} | {p.accepted + 1} | {p.rejected} | {p.null_apps} | {p.mutants} "
        f"| {p.equivalents} | {p.kill_rate:.0%} | {p.tutor.entries} "
        f"| {p.tutor.further_right} of {p.tutor.further} | {p.tutor.further_silent} |"
        for p in proofs
    ]
    total = (
        f"| **all {len(proofs)}** | {sum(p.checks for p in proofs)} "
        f"| {sum(p.accepted + 1 for p in proofs)} | {sum(p.rejected for p in proofs)} "
        f"| {sum(p.null_apps for p in proofs)} | {sum(p.mutants for p in proofs)} "
        f"| {sum(p.equivalents for p in proofs)} | {_rate(proofs):.0%} "
        f"| {sum(p.tutor.entries for p in proofs)} | {sum(p.tutor.further_right for p in proofs)} of "
        f"{sum(p.tutor.further for p in proofs)} | {sum(p.tutor.further_silent for p in proofs)} |"
    )
    timing = f"`pytest exercises/` with every reference in place took {seconds:.1f} s when this was made."
    return "\n".join([head, *rows, total, "", timing])


def _rate(proofs: list[Proof]) -> float:
    counted = sum(p.mutants - p.equivalents for p in proofs)
    return 1 - sum(len(p.survivors) for p in proofs) / counted if counted else 1.0


def write_figures(file: Path, text: str) -> None:
    """Put the figures between the marks of docs/grader.md."""
    begin, end = "<!-- figures: python3 run.py prove --write -->", "<!-- end of figures -->"
    page = file.read_text(encoding="utf-8")
    head, _, rest = page.partition(begin)
    tail = rest.partition(end)[2]
    file.write_text(f"{head}{begin}\n\n{text}\n\n{end}{tail}", encoding="utf-8")


def seconds_of_all(root: Path) -> float:
    """Return how long `pytest exercises/` takes with every reference in place."""
    with solved_copy(root) as copy:
        begun = time.perf_counter()
        environment = dict(os.environ, PYTHONPATH=str(root), COURSE_INSTANCE=str(copy / "instance"))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "exercises"]
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)  # noqa: S603
        if done.returncode != 0:
            raise RuntimeError(f"not every reference passes:\n{done.stdout[-2000:]}")
        return time.perf_counter() - begun


@contextmanager
def solved_copy(root: Path) -> Iterator[Path]:
    """Give a copy of the exercises in which every learner file is the reference."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(
            exercises_dir(root), exercises_dir(copy), ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copyfile(root / "pyproject.toml", copy / "pyproject.toml")
        for exercise in Catalogue(exercises_dir(copy)).all():
            shutil.copyfile(exercise.solution_path, exercise.source_path)
        yield copy
