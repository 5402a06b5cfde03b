"""How the wrong fixes of an exercise fail: made here, read by the tutor."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from course.grading import tutor
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.grading.tutor import Signature, Symptom
from course.values.exercise import Exercise

#: Runs of a wrong fix whose symptoms must agree before they are written down.
SAMPLES = 2


def make_signatures(exercise: Exercise, grader: Grader) -> tuple[Signature, ...]:
    """Return how the stub and every wrong fix of an exercise fail."""
    found = []
    planted = exercise.folder / ".meta" / "planted.md"
    named = [(planted, exercise.stub_path)] if planted.is_file() else []
    named += [(path, path) for path in exercise.rejected_paths]
    for text, file in named:
        misconception = tutor.misconception_of(text)
        samples = [tutor.symptoms_of(grade(exercise, file, grader).checks) for _ in range(SAMPLES)]
        words = tutor.words_of(without_docstring(file)) - tutor.words_of(exercise.stub_path.read_bytes())
        found.append(Signature(misconception, stable(samples), words))
    return tuple(found)


def without_docstring(file: Path) -> bytes:
    """Return a source without the docstring that explains it to us."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        return text.encode()
    tree = ast.parse(text)
    if tree.body and ast.get_docstring(tree):
        tree.body = tree.body[1:]
    return ast.unparse(tree).encode()


def stable(samples: Sequence[tuple[Symptom, ...]]) -> tuple[Symptom, ...]:
    """Return the symptoms that do not change from run to run; one that does is written tutor.CHANGES."""
    first, *others = samples
    found = []
    for symptom in first:
        same = [next((one for one in other if one.check == symptom.check), symptom) for other in others]
        kind = symptom.kind if all(one.kind == symptom.kind for one in same) else tutor.CHANGES
        steps = [
            step if all(len(one.trace) > i and one.trace[i] == step for one in same) else tutor.CHANGES
            for i, step in enumerate(symptom.trace)
        ]
        found.append(Symptom(symptom.check, kind, tuple(steps)))
    return tuple(found)
