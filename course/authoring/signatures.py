"""How the wrong fixes of an exercise fail: made here, read by the tutor."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from course.exercises.wrong_fixes import WrongFix
from course.grading import tutor
from course.grading.machine.process import Grader
from course.grading.transport import grade_source
from course.grading.tutor import Signature, Symptom
from course.values.exercise import Exercise
from course.values.report import Report

#: Runs of a wrong fix whose symptoms must agree before they are written down.
SAMPLES = 2
#: Runs that must all contradict a signature before it counts as outdated: values that no learner has seen are
#: drawn anew in each run, and how many requests a check sends may depend on them.
CONTRADICTIONS = 6
SIGN = "Run `python3 run.py prove --sign`."

Symptoms = tuple[Symptom, ...]


def make_signatures(exercise: Exercise, fixes: Sequence[WrongFix], grader: Grader) -> tuple[Signature, ...]:
    """Return how the wrong fixes of an exercise fail; what is written down and still holds stays as it is."""
    known = {one.misconception.name: one.symptoms for one in tutor.load_signatures(exercise.folder)}
    found = []
    for fix in fixes:
        run = partial(symptoms_of_fix, exercise, fix, grader)
        symptoms = known.get(fix.name, ())
        if not symptoms or is_outdated(symptoms, run(), run):
            symptoms = stable([run() for _ in range(SAMPLES)])
        found.append(Signature(tutor.misconception_of(fix), symptoms, own_words(exercise, fix)))
    return tuple(found)


def symptoms_of_fix(exercise: Exercise, fix: WrongFix, grader: Grader) -> Symptoms:
    """Return how a wrong fix fails in one run."""
    return tutor.symptoms_of(grade_fix(exercise, fix, grader).checks)


def grade_fix(exercise: Exercise, fix: WrongFix, grader: Grader) -> Report:
    """Grade a wrong fix in the place of the learner's file."""
    return grade_source(exercise, exercise.source_path, fix.source.encode(), grader)


def own_words(exercise: Exercise, fix: WrongFix) -> frozenset[str]:
    """Return the words of a wrong fix that the stub does not have."""
    # Written anew by Python, a source has its texts in one piece and in one kind of quotation marks.
    source = ast.unparse(ast.parse(fix.source)) if exercise.edit.endswith(".py") else fix.source
    return tutor.words_of(source.encode()) - tutor.words_of(exercise.stub_path.read_bytes())


def stable(samples: Sequence[Symptoms]) -> Symptoms:
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


def is_outdated(known: Symptoms, first: Symptoms, again: Callable[[], Symptoms]) -> bool:
    """Tell whether a wrong fix fails otherwise than its signature says, and not by chance.

    `first` is what one run shows; `again` runs it once more.
    """
    samples = [first]
    while not agree(known, samples[-1]):
        if len(samples) == CONTRADICTIONS:
            return not agree(known, stable(sorted(samples, key=_length, reverse=True)))
        samples.append(again())
    return False


def _length(symptoms: Symptoms) -> int:
    return sum(len(symptom.trace) for symptom in symptoms)


def agree(known: Symptoms, seen: Symptoms) -> bool:
    """Tell whether two runs fail in the same way; tutor.CHANGES on either side stands for anything."""
    return len(known) == len(seen) and all(
        one.check == other.check
        and _same(one.kind, other.kind)
        and all(map(_same, one.trace, other.trace))
        and (len(one.trace) == len(other.trace) or tutor.CHANGES in one.trace + other.trace)
        for one, other in zip(known, seen, strict=True)
    )


def _same(one: str, other: str) -> bool:
    return one == other or tutor.CHANGES in (one, other)


def problems(
    exercise: Exercise, fixes: Sequence[WrongFix], seen: Mapping[str, Symptoms], grader: Grader
) -> Iterator[str]:
    """Yield what the catalogue of signatures says otherwise than the wrong fixes, in words.

    `seen` are the symptoms of one run of each wrong fix, by its name.
    """
    file = tutor.signatures_path(exercise.folder)
    if not file.is_file():
        if fixes:
            yield f"signatures.json is missing. {SIGN}"
        return
    text = file.read_text(encoding="utf-8")
    signed, named = [value["name"] for value in json.loads(text)], [fix.name for fix in fixes]
    if signed != named:
        yield from _other_names(signed, named)
        return
    known = tutor.load_signatures(exercise.folder)
    for fix, signature in zip(fixes, known, strict=True):
        run = partial(symptoms_of_fix, exercise, fix, grader)
        if is_outdated(signature.symptoms, seen[fix.name], run):
            yield f"{fix.name} fails otherwise than signatures.json says. {SIGN}"
        if signature.words != own_words(exercise, fix):
            yield f"{fix.name} has other words than signatures.json says. {SIGN}"
    if text != tutor.dump_signatures(known):
        yield f"signatures.json is written otherwise than prove writes it. {SIGN}"


def _other_names(signed: Sequence[str], named: Sequence[str]) -> Iterator[str]:
    for names, here, there in ((signed, "signatures.json", named), (named, "wrong.md", signed)):
        for name in [name for name in names if name not in there]:
            yield f"only {here} names {name}. {SIGN}"
    if sorted(signed) == sorted(named):
        yield f"signatures.json has another order than wrong.md. {SIGN}"
