"""Prove that no right answer breaks on the pool: requests of the checks, changed in one place, are judged.

What holds for every README: the app does not crash, a whole answer comes, its code is one of the README's, of
Flask's own, or the usual one, and an error that a view answers is JSON where the README promises `error`.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from course.authoring.gradings import right_answers
from course.authoring.pool_sending import Aim, Came
from course.grading.machine.environment import ROOT, worker_environment
from course.values.exercise import Exercise

#: Codes that Flask gives before any view, or that any view may give to a body that it cannot read.
FLASKS = frozenset({308, 400, 404, 405, 415})
#: Seconds for one answer: it takes a few, but the machine may be busy.
PATIENCE = 1_800
CODE = re.compile(r"\{(\d{3})\}")
#: How the names of changes end that nest too deep for Python's reader.
DEEP = ("lists in each other", "lists that do not end")
#: Exceptions that a README allows when it speaks of what raises them in Python's reader or writer.
ALLOWED_BY = {
    "RecursionError": re.compile(r"\bnest(?:s|ed)?\b|levels deep"),
    "UnicodeEncodeError": re.compile(r"surrogate pair"),
}
#: "{400} or {422}": either is right, so no difference.
EITHER = re.compile(r"\{\d{3}\}(?:(?:, | or |, or )\{\d{3}\})+")


@dataclass(frozen=True)
class Allowed:
    """One line of .meta/pool.txt: what a right answer may do, because the README promises nothing there."""

    line: int
    pattern: str

    def covers(self, finding: str) -> bool:
        """Tell whether the line speaks of a finding; `*` stands for any text."""
        return re.fullmatch(".*".join(map(re.escape, self.pattern.split("*"))), finding, re.S) is not None


@dataclass
class PoolProof:
    """What was found for one exercise."""

    exercise: str
    answers: int = 0
    requests: int = 0
    sent: int = 0
    #: What breaks a rule, one line for each kind of change.
    problems: list[str] = field(default_factory=list)
    #: Changed requests that right answers answer with different codes: the README is silent, or one is wrong.
    differences: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Promise:
    """What the README of an exercise says of every answer."""

    codes: frozenset[int]
    #: Codes of which one is as right as another.
    groups: tuple[frozenset[int], ...]
    json_errors: bool
    #: Whether it speaks of every error, so of those that Flask itself answers with a page, too.
    every_error: bool
    #: Names of exceptions that may leave an app, because the README says that it promises nothing there.
    allowed: frozenset[str]

    def problem(self, came: Came, usual: int) -> str:
        """Return what is wrong with an answer, "" when nothing is; `usual` is the code without the change."""
        if came.broken:
            return f"no whole answer: {came.broken}"
        if came.error.partition(":")[0] in self.allowed or self._gives_up(came):
            return ""
        if came.status != usual and (came.error or came.status == 500):
            return f"{came.status} {came.error.partition(':')[0]}".strip()
        options = came.status == 200 and came.name == "by OPTIONS"
        if came.status not in self.codes | FLASKS | {usual} and not options:
            return f"{came.status}, which the README does not name"
        if came.not_json and came.routed and came.status >= 400 and self._speaks_of(came):
            return f"{came.status} without JSON"
        return ""

    def _gives_up(self, came: Came) -> bool:
        """Tell whether an app's own handler answers for Python's reader, which gave up on nesting."""
        return "RecursionError" in self.allowed and came.status == 500 and came.name.endswith(DEEP)

    def _speaks_of(self, came: Came) -> bool:
        """Tell whether an error has to be JSON; Flask's own page for an unreadable body need not."""
        return self.every_error or (self.json_errors and not (came.flasks and came.status in (400, 415)))

    def same(self, codes: Iterable[int]) -> bool:
        """Tell whether codes say the same."""
        found = set(codes)
        return len(found) == 1 or any(found <= group for group in self.groups)


def promise_of(exercise: Exercise) -> Promise:
    """Read the promise of a README."""
    text = "\n".join((exercise.story, exercise.contract, exercise.decide))
    groups = tuple(frozenset(map(int, CODE.findall(found[0]))) for found in EITHER.finditer(text))
    codes = frozenset(map(int, CODE.findall(text))) | frozenset(exercise.codes)
    every = re.search(r"\bevery (?:error|answer|refusal)\b", exercise.contract) is not None
    allowed = frozenset(name for name, words in ALLOWED_BY.items() if words.search(text))
    return Promise(codes, groups, "`error`" in exercise.contract, every, allowed)


def prove_pool(exercise: Exercise, most: int | None = None) -> PoolProof:
    """Send the changed requests to the right answers of an exercise, all or the first ones."""
    proof = PoolProof(exercise.slug)
    if exercise.edit != "app.py":
        return proof
    promise, aims = promise_of(exercise), None
    found: list[str] = []
    codes: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for given in islice(right_answers(exercise), most):
        try:
            chosen, came = send_all(exercise, given.source.encode(), aims)
        except RuntimeError as error:
            proof.problems.append(f"{given.file}: {error}")
            continue
        aims = chosen
        proof.answers, proof.requests, proof.sent = proof.answers + 1, len(aims), proof.sent + len(came)
        for one in came:
            codes[one.aim, one.name][given.name] = one.status
            if what := promise.problem(one, aims[one.aim].status):
                found.append(f"{given.name}: {aims[one.aim].words}, {one.name} → {what}")
    _judge(exercise, proof, found, whole=most is None)
    proof.differences = list(_differences(promise, aims or [], codes))
    return proof


def send_all(
    exercise: Exercise, source: bytes, aims: list[Aim] | None = None
) -> tuple[list[Aim], list[Came]]:
    """Send the changed requests to one answer, in a process of its own; without aims choose them.

    Raises RuntimeError when the process does not come to its end.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "came.jsonl"
        job = {
            "check_file": str(exercise.check_file.resolve()),
            "file": str(exercise.source_path.parent.resolve() / exercise.edit),
            "source": base64.b64encode(source).decode("ascii"),
            "aims": None if aims is None else [aim.__dict__ for aim in aims],
            "out": str(out),
        }
        process = [sys.executable, "-m", "course.authoring.pool_sending"]
        try:
            done = subprocess.run(  # noqa: S603 - our own command
                process,
                input=json.dumps(job).encode(),
                cwd=ROOT,
                env=worker_environment(),
                capture_output=True,
                check=False,
                timeout=PATIENCE,
            )
            end = f"ended with {done.returncode}. {done.stderr[-500:].decode('utf-8', 'replace')}"
        except subprocess.TimeoutExpired:
            end = f"did not end within {PATIENCE} seconds"
        events = _events(out)
    if not events or "done" not in events[-1]:
        last = next((event["came"] for event in reversed(events) if "came" in event), None)
        where = f"after {last['name']}" if last else "before the first request"
        raise RuntimeError(f"the process {end} {where}".strip())
    chosen = next(([_aim(aim) for aim in event["aims"]] for event in events if "aims" in event), aims or [])
    return chosen, [Came(**event["came"]) for event in events if "came" in event]


def _events(out: Path) -> list[dict[str, Any]]:
    lines = out.read_text(encoding="utf-8").splitlines() if out.is_file() else []
    return [json.loads(line) for line in lines if line.endswith("}")]


def _aim(values: dict[str, Any]) -> Aim:
    return Aim(**{**values, "free": tuple(values["free"])})


def _judge(exercise: Exercise, proof: PoolProof, found: list[str], whole: bool) -> None:
    """Leave out what .meta/pool.txt allows, and name lines of it that nothing needs.

    Where only some right answers were asked, the others may need a line.
    """
    allowed = allowed_findings(exercise)
    used = {one.line for one in allowed for finding in found if one.covers(finding)}
    left = [finding for finding in found if not any(one.covers(finding) for one in allowed)]
    proof.problems += left
    proof.problems += [
        f".meta/pool.txt:{one.line}: nothing needs this line: {one.pattern}"
        for one in allowed
        if whole and one.line not in used
    ]


def allowed_findings(exercise: Exercise) -> tuple[Allowed, ...]:
    """Read .meta/pool.txt: lines "PATTERN => why the README promises nothing there"."""
    file = exercise.folder / ".meta" / "pool.txt"
    if not file.is_file():
        return ()
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return tuple(Allowed(n, line.partition(" => ")[0].strip()) for n, line in lines if " => " in line)


def _differences(
    promise: Promise, aims: list[Aim], codes: dict[tuple[int, str], dict[str, int]]
) -> Iterator[str]:
    for (aim, name), answers in codes.items():
        if not promise.same(answers.values()):
            by_code: dict[int, list[str]] = defaultdict(list)
            for answer, code in answers.items():
                by_code[code].append(answer)
            parts = (f"{code} ({', '.join(who)})" for code, who in sorted(by_code.items()))
            yield f"{aims[aim].words}, {name} → {' or '.join(parts)}"


def prove_pools(
    exercises: Iterable[Exercise],
    say: Callable[[str], None],
    differences: bool = False,
    most: int | None = None,
) -> int:
    """Prove exercises, one on each core, say how each went, return the number of problems.

    `most` right answers of each are asked: with 1 only the reference.
    """
    bad = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for proof in pool.map(partial(prove_pool, most=most), exercises):
            say(line_of(proof))
            for line in (*proof.problems, *(proof.differences if differences else ())):
                say(f"    {line}")
            bad += len(proof.problems)
    return bad


def line_of(proof: PoolProof) -> str:
    """Return one exercise's figures in one line."""
    if not proof.answers and not proof.problems:
        return f"{proof.exercise}: its answers are not apps"
    return (
        f"{proof.exercise}: {proof.requests} requests, changed and sent {proof.sent} times, "
        f"{proof.answers} right answers, {len(proof.problems)} problems, "
        f"{len(proof.differences)} times with different codes"
    )
