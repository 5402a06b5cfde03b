"""Recognise a misconception: compare how a learner's answer fails with how the catalogued wrong fixes fail.

How each wrong fix fails is written down by `python3 run.py prove --sign`, in its exercise's signatures.json;
what it means stands beside the wrong fix, in wrong.md.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.exercises.wrong_fixes import Entry, catalogue_path, read_entries
from course.values.mistakes import CourseContentError
from course.values.report import CheckResult

#: Below this likeness (0 to 1) nothing is claimed.
ENOUGH = 0.72
#: Misconceptions whose likeness differs by less are told apart by the words of their sources.
MARGIN = 0.02
#: How the kind of a symptom begins when the learner's code raised.
CRASHED = "crashed:"
#: What stands for a kind or a step that differs from run to run.
CHANGES = "?"
#: Codes that a contract often leaves open.
SAME = {"204": "200", "422": "400"}


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
    #: Words of its source that the stub does not have; they tell two apart that fail alike.
    words: frozenset[str] = frozenset()


def misconception_of(entry: Entry) -> Misconception:
    """Return the misconception that a wrong fix is catalogued for."""
    return Misconception(entry.name, entry.misconception, entry.believes, entry.fails)


def symptoms_of(checks: Iterable[CheckResult]) -> tuple[Symptom, ...]:
    """Return how the failed checks fail."""
    return tuple(Symptom(check.name, check.symptom, check.trace) for check in checks if not check.passed)


def diagnose(
    checks: Iterable[CheckResult], signatures: Iterable[Signature], words: frozenset[str] = frozenset()
) -> Misconception | None:
    """Return the misconception that fails like this, None when none does.

    `words` are those of the learner's source that the stub does not have: where several misconceptions fail
    alike, the one whose source shares most of them is meant.
    """
    seen = symptoms_of(checks)
    if not seen or any(check.outcome in ("cannot_load", "grader_fault") for check in checks):
        return None
    failing = {symptom.check for symptom in seen}
    # A diagnosis claims all that its wrong fix gets wrong: with one of its faults repaired it would be false.
    claimed = [one for one in signatures if failing.issuperset(one.misconception.fails)]
    scored = [(likeness(seen, signature.symptoms), signature) for signature in claimed]
    best = max((score for score, _ in scored), default=0.0)
    if best < ENOUGH:
        return None
    near = [signature for score, signature in scored if best - score < MARGIN]
    return _tie(words, near).misconception


def words_of(source: bytes) -> frozenset[str]:
    """Return the words of a source, those inside its texts too; of a broken one those before the fault.

    Quotation marks do not count, so `"status": 404` and `status=404` have the same words.
    """
    found: set[str] = set()
    with contextlib.suppress(tokenize.TokenError, SyntaxError, UnicodeDecodeError):
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            if token.type in (tokenize.COMMENT, tokenize.ENCODING):
                continue
            if token.type == tokenize.STRING and token.string.lstrip("rRbBuUfF").startswith('"""'):
                continue
            text = re.sub(r"^[rRbBuUfF]+(?=['\"])", "", token.string)
            found.update(re.findall(r"[^\W_][\w.-]*[^\W_]|[^\W_]", text))
    return frozenset(found)


def _tie(words: frozenset[str], near: list[Signature]) -> Signature:
    """Return the signature that shares most of the words by which those near ones differ."""
    common = frozenset.intersection(*(signature.words for signature in near))
    telling = frozenset().union(*(signature.words for signature in near)) - common
    return max(near, key=lambda signature: _shared(words & telling, signature.words - common))


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Return how much two sets of words have in common, 0 to 1; a word that is missing counts against."""
    return (len(mine & theirs) + 0.5) / (len(mine | theirs) + 1)


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
    if one.kind.startswith(CRASHED) != other.kind.startswith(CRASHED):
        return 0.0
    kind = 1.0 if one.kind == other.kind or CHANGES in (one.kind, other.kind) else 0.0
    if not one.trace and not other.trace:
        return 0.5 + 0.5 * kind
    steps = max(len(one.trace), len(other.trace))
    same = sum(_step_alike(a, b) for a, b in zip(one.trace, other.trace, strict=False)) / steps
    # Another kind of difference is never enough by itself, however alike the answers are.
    return 0.3 + 0.35 * kind + 0.35 * same


def _step_alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    mine, theirs = one.split(" ", 3), other.split(" ", 3)
    same = [_broad(a) == _broad(b) for a, b in zip(mine[:2], theirs[:2], strict=False)]
    return 0.35 * sum(same) + 0.2 * (mine[2:3] == theirs[2:3])


def _broad(text: str) -> str:
    """Return a text in which codes that say the same to a client are the same code."""
    return re.sub(r"\b(?:204|422|5\d\d)\b", lambda code: SAME.get(code[0], "500"), text)


def signatures_path(folder: Path) -> Path:
    """Return where the signatures of an exercise's folder stand."""
    return folder / ".meta" / "signatures.json"


def load_signatures(folder: Path) -> tuple[Signature, ...]:
    """Read an exercise's catalogue of misconceptions, empty when it has none.

    The sentences come from wrong.md. When it is unreadable, `check` says why and a learner gets no diagnosis.
    """
    try:
        values = json.loads(signatures_path(folder).read_text(encoding="utf-8"))
        known = {entry.name: misconception_of(entry) for entry in read_entries(catalogue_path(folder))}
    except (FileNotFoundError, CourseContentError):
        return ()
    return tuple(_signature(value, known[value["name"]]) for value in values if value["name"] in known)


def dump_signatures(signatures: Iterable[Signature]) -> str:
    """Return the text of a catalogue, one line a signature; the same signatures always give the same text."""
    values = [
        {
            "name": signature.misconception.name,
            "symptoms": [
                {"check": symptom.check, "kind": symptom.kind, "trace": list(symptom.trace)}
                for symptom in signature.symptoms
            ],
            "words": sorted(signature.words),
        }
        for signature in signatures
    ]
    return "[\n" + ",\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n]\n"


def _signature(value: dict[str, Any], known: Misconception) -> Signature:
    symptoms = tuple(Symptom(one["check"], one["kind"], tuple(one["trace"])) for one in value["symptoms"])
    return Signature(known, symptoms, frozenset(value["words"]))
