"""Prove the exercises: run all that ships with them, make the tutor's catalogue, report the figures."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from course.catalogue import Catalogue, Exercise
from course.grading import tutor
from course.grading.mutants import Mutant, mutants, mutants_of_document, mutants_of_tests
from course.grading.process import Grader
from course.grading.report import Report
from course.grading.runner import grade, grade_source
from course.grading.tutor import Signature, Symptom

#: Runs of a wrong fix whose symptoms must agree before they are written down.
SAMPLES = 2
#: Further wrong answers of an exercise, and the share of them that the tutor must recognise.
LEAST_FURTHER = 3
LEAST_RECOGNISED = 0.8

EMPTY = "from flask import Flask\napp = Flask(__name__)\n"
ALWAYS = """from flask import Flask
app = Flask(__name__)

@app.before_request
def always():
    {body}
"""
HTML = """

@app.after_request
def always_html(response):
    if response.mimetype.endswith("json"):
        response.set_data("<!doctype html><title>Page</title><p>" + response.get_data(as_text=True))
        response.mimetype = "text/html"
    return response
"""

#: Files that know nothing of the task, for exercises in which the learner writes tests or a document.
NULL_TESTS = {
    "an empty file": "",
    "tests that assert True": "".join(f"def test_{n}(client):\n    assert True\n\n\n" for n in range(9)),
    "tests that ask and assert True": "".join(
        f"def test_{n}(client):\n    client.get('/')\n    assert True\n\n\n" for n in range(9)
    ),
    "tests that always fail": "".join(
        f"def test_{n}(client):\n    client.get('/')\n    assert False\n\n\n" for n in range(9)
    ),
    "a file that crashes": "def test_one(client):\n    assert True\n\n\nanswer = client.get('/')\n",
    "a file that is no Python": "def test_one(client:\n",
}
INFO = 'openapi: "3.1.0"\ninfo: {title: Nothing, version: "1"}\n'
NULL_DOCUMENTS = {
    "an empty document": "",
    "a comment": "# openapi\n",
    "no YAML": "openapi: [3.1\npaths: {\n",
    "a list": "- openapi\n- paths\n",
    "no paths": INFO + "paths: {}\n",
    "paths that are a list": INFO + "paths: [get, post]\n",
    "components only": INFO + "components: {schemas: {Error: {type: object}}}\n",
}


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


def null_apps(exercise: Exercise) -> dict[str, str]:
    """Return the apps, tests or documents that know nothing of the task, by name."""
    if exercise.edit.endswith(".py") and exercise.edit != "app.py":
        return NULL_TESTS
    if exercise.edit != "app.py":
        return NULL_DOCUMENTS | {"everything under default": default_only(exercise)}
    apps = {
        "an empty app": EMPTY,
        "always 200": ALWAYS.format(body="return {}, 200"),
        "always crash": ALWAYS.format(body="raise RuntimeError('always')"),
        "HTML instead of JSON": exercise.solution_path.read_text(encoding="utf-8") + HTML,
    }
    for code in exercise.codes:
        apps[f"always {code}"] = ALWAYS.format(body=f"return {{'error': 'always', 'id': 1}}, {code}")
    return apps


def default_only(exercise: Exercise) -> str:
    """Return the reference document with every answer of every operation under "default"."""
    document = yaml.safe_load(exercise.solution_path.read_text(encoding="utf-8"))
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation["responses"] = {"default": next(iter(operation["responses"].values()))}
    return str(yaml.safe_dump(document))


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


def prove(exercise: Exercise, grader: Grader, sign: bool) -> Proof:
    """Run everything that ships with an exercise; with `sign`, write the tutor's catalogue first."""
    if sign:
        text = tutor.dump_signatures(make_signatures(exercise, grader))
        (exercise.folder / ".meta" / "signatures.json").write_text(text, encoding="utf-8")
    proof = Proof(exercise.slug)
    _prove_right_answers(exercise, grader, proof)
    _prove_wrong_answers(exercise, grader, proof)
    _prove_null_apps(exercise, grader, proof)
    _prove_tutor(exercise, grader, proof)
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


def _prove_wrong_answers(exercise: Exercise, grader: Grader, proof: Proof) -> None:
    stub = grade(exercise, exercise.stub_path, grader)
    if stub.solved or stub.outcome == "grader_fault":
        proof.problems.append("the stub passes, or breaks the grader")
    planted = exercise.folder / ".meta" / "planted.md"
    if planted.is_file():
        _expect_diagnosis(proof, "the stub", stub, tutor.misconception_of(planted).text)
    proof.rejected = len(exercise.rejected_paths)
    for path in exercise.rejected_paths:
        known = tutor.misconception_of(path)
        report = grade(exercise, path, grader)
        failed = {check.name for check in report.checks if not check.passed}
        if failed != set(known.fails):
            proof.problems.append(f"{path.name} fails {sorted(failed)}, not {sorted(known.fails)}")
        _expect_diagnosis(proof, path.name, report, known.text)


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


def _prove_tutor(exercise: Exercise, grader: Grader, proof: Proof) -> None:
    texts = {path.stem: tutor.misconception_of(path).text for path in exercise.rejected_paths}
    planted = exercise.folder / ".meta" / "planted.md"
    if planted.is_file():
        texts["planted"] = tutor.misconception_of(planted).text
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


def figures(proofs: list[Proof], seconds: float) -> str:
    """Return the table of docs/grader.md."""
    head = (
        "| exercise | checks | right answers | wrong fixes | null apps | mutants | equivalent | killed "
        "| further wrong answers recognised |\n|---|---|---|---|---|---|---|---|---|"
    )
    rows = [
        f"| {p.exercise} | {p.checks} | {p.accepted + 1} | {p.rejected} | {p.null_apps} | {p.mutants} "
        f"| {p.equivalents} | {p.kill_rate:.0%} | {p.recognised} of {p.further} |"
        for p in proofs
    ]
    total = (
        f"| **all {len(proofs)}** | {sum(p.checks for p in proofs)} "
        f"| {sum(p.accepted + 1 for p in proofs)} | {sum(p.rejected for p in proofs)} "
        f"| {sum(p.null_apps for p in proofs)} | {sum(p.mutants for p in proofs)} "
        f"| {sum(p.equivalents for p in proofs)} | {_rate(proofs):.0%} "
        f"| {sum(p.recognised for p in proofs)} of {sum(p.further for p in proofs)} |"
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
        shutil.copytree(root / "exercises", copy / "exercises", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copyfile(root / "pyproject.toml", copy / "pyproject.toml")
        for exercise in Catalogue(copy / "exercises").all():
            shutil.copyfile(exercise.solution_path, exercise.source_path)
        yield copy
