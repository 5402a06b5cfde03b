"""Recognise a misconception: compare how a learner's answer fails with how the catalogued wrong fixes fail.

The catalogue is made from the wrong fixes themselves (`python3 run.py prove`), one JSON file an exercise.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.grading.report import CheckResult

#: Below this likeness (0 to 1) nothing is claimed.
ENOUGH = 0.72
#: Another misconception that is as near as this makes the nearest one a guess.
MARGIN = 0.02
KEY = re.compile(r"^(Misconception|Believes|Fails):[ \t]*", re.MULTILINE)


@dataclass(frozen=True)
class Misconception:
    """A named mistake: what is believed, what a client would now believe, which checks fail."""

    name: str
    text: str
    believes: str
    fails: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Return the diagnosis as a learner reads it."""
        return f"This looks like a known mistake: {self.text} What a client now believes: {self.believes}"


@dataclass(frozen=True)
class Symptom:
    """How one check fails, without random values."""

    check: str
    kind: str
    trace: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """How a whole answer fails."""

    misconception: Misconception
    symptoms: tuple[Symptom, ...]


def parse_misconception(text: str, name: str) -> Misconception:
    """Read the three keys of a wrong fix's docstring or of planted.md.

    Raises ValueError naming what is missing.
    """
    pieces = KEY.split(text)
    keys = {key: " ".join(value.split()) for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    missing = {"Misconception", "Believes", "Fails"} - set(keys)
    if missing:
        raise ValueError(f"{name}: {', '.join(sorted(missing))} missing")
    fails = tuple(re.findall(r"[^\s,]+", keys["Fails"].rstrip(".")))
    return Misconception(name, keys["Misconception"], keys["Believes"], fails)


def misconception_of(path: Path) -> Misconception:
    """Read the misconception of a wrong fix: docstring of Python, comments of YAML, text of planted.md."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        text = ast.get_docstring(ast.parse(text)) or ""
    elif path.suffix != ".md":
        text = "\n".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
    return parse_misconception(text, path.stem)


def symptoms_of(checks: Iterable[CheckResult]) -> tuple[Symptom, ...]:
    """Return how the failed checks fail."""
    return tuple(Symptom(check.name, check.symptom, check.trace) for check in checks if not check.passed)


def diagnose(checks: Iterable[CheckResult], signatures: Iterable[Signature]) -> Misconception | None:
    """Return the misconception that fails like this, None when none does or two are equally near."""
    seen = symptoms_of(checks)
    if not seen or any(check.outcome in ("cannot_load", "grader_fault") for check in checks):
        return None
    ranked = sorted(
        ((likeness(seen, signature.symptoms), signature.misconception) for signature in signatures),
        key=lambda pair: -pair[0],
    )
    near = [pair for pair in ranked if pair[0] >= ENOUGH]
    if not near:
        return None
    best, found = near[0]
    rivals = [other for score, other in near[1:] if best - score < MARGIN and other.text != found.text]
    if rivals and best < 1.0:
        return None
    # Alike to the letter: the one that fails the most checks is the more specific claim.
    return found


def likeness(seen: tuple[Symptom, ...], known: tuple[Symptom, ...]) -> float:
    """Return how alike two ways to fail are, 0 to 1: the same checks, failing in the same way."""
    mine = {symptom.check: symptom for symptom in seen}
    theirs = {symptom.check: symptom for symptom in known}
    checks = set(mine) | set(theirs)
    if not checks:
        return 0.0
    both = set(mine) & set(theirs)
    return sum(_alike(mine[name], theirs[name]) for name in both) / len(checks)


def _alike(one: Symptom, other: Symptom) -> float:
    kind = 1.0 if one.kind == other.kind else 0.0
    if not one.trace and not other.trace:
        return 0.5 + 0.5 * kind
    steps = max(len(one.trace), len(other.trace))
    same = sum(_step_alike(a, b) for a, b in zip(one.trace, other.trace, strict=False)) / steps
    return 0.4 + 0.25 * kind + 0.35 * same


def _step_alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    mine, theirs = one.split(" ", 3), other.split(" ", 3)
    return 0.25 * sum(a == b for a, b in zip(mine[:3], theirs[:3], strict=False))


def load_signatures(folder: Path) -> tuple[Signature, ...]:
    """Read an exercise's catalogue of misconceptions, empty when it has none."""
    file = folder / ".meta" / "signatures.json"
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(_signature(value) for value in values)


def dump_signatures(signatures: Iterable[Signature]) -> str:
    """Return the text of a catalogue; the same signatures always give the same text."""
    values = [
        {
            "name": signature.misconception.name,
            "misconception": signature.misconception.text,
            "believes": signature.misconception.believes,
            "symptoms": [
                {"check": symptom.check, "kind": symptom.kind, "trace": list(symptom.trace)}
                for symptom in signature.symptoms
            ],
        }
        for signature in signatures
    ]
    return json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _signature(value: dict[str, Any]) -> Signature:
    symptoms = tuple(Symptom(one["check"], one["kind"], tuple(one["trace"])) for one in value["symptoms"])
    fails = tuple(symptom.check for symptom in symptoms)
    return Signature(Misconception(value["name"], value["misconception"], value["believes"], fails), symptoms)
