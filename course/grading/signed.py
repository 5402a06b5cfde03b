"""Which checks a verdict needs: the course knows them by name and hash, so that none is lost unnoticed.

The course's own list is course/data/checks.json, beside the code and not beside the exercises. An exercise
that it does not name, as a draft or one of somebody's own, is compared with nothing.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from course.grading.checks.judge import Context, not_run
from course.grading.checks.rule import Rule
from course.values.exercise import Exercise
from course.values.report import CheckResult

LIST = Path(__file__).resolve().parent.parent / "data" / "checks.json"
#: The part of a file of checks that belongs to no single one: imports, helpers, tables.
SHARED = ""
#: Files beside a file of checks that can change what it finds.
GIVEN = ("conftest.py", ".meta/given/*", ".meta/broken/*")


@dataclass(frozen=True)
class Signature:
    """What the files of an exercise's checks hold, as hashes."""

    #: Name of each check function, and SHARED -> hash.
    checks: dict[str, str]
    #: Path in the exercise's folder -> hash, for what the checks read.
    given: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return {"checks": self.checks, "given": self.given}


@dataclass(frozen=True)
class Integrity:
    """What became of the checks that a verdict needs."""

    #: Name of a check function -> why its result does not count.
    spoiled: dict[str, str] = field(default_factory=dict)
    #: The names of all check functions, in order; None when the exercise is compared with nothing.
    needed: tuple[str, ...] | None = None
    step: str = ""

    @property
    def says_nothing(self) -> bool:
        """Tell whether not one of the checks counts."""
        return bool(self.needed) and set(self.needed or ()) <= self.spoiled.keys()

    def counted(self, result: CheckResult) -> CheckResult:
        """Return a result, or in its place why it does not count."""
        reason = self.spoiled.get(function_of(result.name), "")
        if not reason and self.needed is not None and function_of(result.name) not in self.needed:
            reason = "Left out: this check is not one of the course's. Only those make a verdict."
        return self._without(result.name, result.rule, reason) if reason else result

    def lacking(self, names: Iterable[str]) -> list[CheckResult]:
        """Return a result for each check that is not among these names: it was not run, and says why."""
        there = {function_of(name) for name in names}
        return [
            self._without(name, name.removeprefix("test_").replace("_", " "), self._why_lacking(name))
            for name in self.needed or ()
            if name not in there
        ]

    def lines(self) -> list[str]:
        """Return which checks do not count, a line for each reason."""
        reasons = dict.fromkeys(self.spoiled.values())
        return [
            f"{', '.join(name for name in self.spoiled if self.spoiled[name] == reason)}: "
            f"{reason.removeprefix('Left out: ')}"
            for reason in reasons
        ]

    def _why_lacking(self, name: str) -> str:
        return (
            self.spoiled.get(name) or "Left out: this check was not run, so nobody knows whether it passes."
        )

    def _without(self, name: str, rule: str, reason: str) -> CheckResult:
        return not_run(Context(name, Rule(rule), hints=0, step=self.step), reason)


def function_of(name: str) -> str:
    """Return the name of the function of a check: without the parameter's id, and without a class."""
    return name.partition("[")[0]


def integrity(exercise: Exercise) -> Integrity:
    """Compare the checks of an exercise with those that the course has."""
    known = _list(_stamp()).get(exercise.slug)
    if known is None:
        return Integrity()
    here = sign(exercise)
    needed = tuple(name for name in known.checks if name != SHARED)
    file = exercise.check_file.name
    # A conftest.py is not loaded where a verdict is made.
    paths = sorted((known.given.keys() | here.given.keys()) - {"conftest.py"})
    changed = [path for path in paths if known.given.get(path) != here.given.get(path)]
    if SHARED not in here.checks or known.checks[SHARED] != here.checks[SHARED]:
        changed.insert(0, file)
    everything = changed[0] if changed else ""
    spoiled = {}
    for name in needed:
        if name not in here.checks:
            spoiled[name] = f"Left out: this check is missing from {file}. {_remedy(exercise)}"
        elif everything or known.checks[name] != here.checks[name]:
            spoiled[name] = (
                f"Left out: {everything or file} is not the course's own any more, so this check says "
                f"nothing. {_remedy(exercise)}"
            )
    return Integrity(spoiled, needed, exercise.lesson)


def sign(exercise: Exercise) -> Signature:
    """Return what the files of an exercise's checks hold now."""
    given = {}
    for pattern in GIVEN:
        for file in sorted(exercise.folder.glob(pattern)):
            if file.is_file() and "__pycache__" not in file.parts:
                given[file.relative_to(exercise.folder).as_posix()] = _hash(_bytes(file))
    return Signature(_functions(_bytes(exercise.check_file)), given)


def own_files(exercise: Exercise) -> frozenset[str]:
    """Return the names of the course's own Python files of tests in an exercise's folder, by their hashes."""
    own = {exercise.check_file.name}
    known = _list(_stamp()).get(exercise.slug)
    conftest = exercise.folder / "conftest.py"
    if known is not None and conftest.is_file() and known.given.get("conftest.py") == _hash(_bytes(conftest)):
        own.add("conftest.py")
    return frozenset(own)


def stale(exercises: Iterable[Exercise]) -> list[str]:
    """Return the folder names of the exercises that the course's list does not describe as they are.

    Exercises of which the list names none are another course's.
    """
    known = _list(_stamp())
    here = {exercise.slug: sign(exercise) for exercise in exercises}
    if not known.keys() & here.keys():
        return []
    return sorted(slug for slug in known.keys() | here.keys() if known.get(slug) != here.get(slug))


def write_list(exercises: Iterable[Exercise]) -> None:
    """Write the course's list anew."""
    values = {exercise.slug: sign(exercise).to_dict() for exercise in exercises}
    LIST.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _remedy(exercise: Exercise) -> str:
    folder = f"exercises/{exercise.slug}"
    return (
        f"git checkout -- {folder}/{exercise.check_file.name} {folder}/.meta brings them back. "
        "(An author lists new checks with python3 run.py sign.)"
    )


def _functions(source: bytes) -> dict[str, str]:
    """Return the hash of each check function and of all the rest; only SHARED for what Python cannot read."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {SHARED: _hash(source)} if source else {}
    lines = source.splitlines(keepends=True)
    found: dict[str, str] = {}
    rest = dict(enumerate(lines))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)]) - 1
            own = range(first, node.end_lineno or node.lineno)
            found[node.name] = _hash(b"".join(rest.pop(number, b"") for number in own))
    # Blank lines between functions come and go with them.
    shared = b"".join(line for line in rest.values() if line.strip())
    return {**found, SHARED: _hash(shared)}


def _hash(text: bytes) -> str:
    """Return a hash that does not depend on the line endings of a checkout."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()[:32]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _stamp() -> tuple[int, int]:
    try:
        stat = LIST.stat()
    except OSError:
        return (0, 0)
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=1)
def _list(stamp: tuple[int, int]) -> dict[str, Signature]:
    if stamp == (0, 0):
        return {}
    values = json.loads(LIST.read_text(encoding="utf-8"))
    return {slug: Signature(one["checks"], one["given"]) for slug, one in values.items()}
