"""The evidence of an exercise's misconceptions, as written in .meta/evidence.txt. The only reader of it."""

from __future__ import annotations

import re
from pathlib import Path

from course.values.exercise import Exercise

#: The name under which clauses stand that every entry has.
ALL = "*"
_ENTRY = re.compile(r"(\*|[\w-]+):[ \t]*(.*)")


class EvidenceFileError(ValueError):
    """Raised for a file whose lines are not "NAME: CLAUSES"; the message names file, line and remedy."""


def evidence_file(exercise: Exercise) -> Path:
    """Return where the evidence of an exercise is written."""
    return exercise.folder / ".meta" / "evidence.txt"


def evidence_of(exercise: Exercise) -> dict[str, str]:
    """Return the evidence of each misconception by the name of its wrong fix; under ALL, what all need.

    Lines that begin with a blank go on with the line before; lines that begin with # are remarks.
    Raises EvidenceFileError naming file and line.
    """
    file = evidence_file(exercise)
    if not file.is_file():
        return {}
    found: dict[str, str] = {}
    name = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] in " \t" and name:
            found[name] += f" {line.strip()}"
            continue
        name, text = _entry(line, f"{file}:{number}")
        if name in found:
            raise EvidenceFileError(f"{file}:{number}: {name} has evidence already. Put all on one entry.")
        found[name] = text
    return found


def line_of(exercise: Exercise, name: str) -> int:
    """Return the line on which the evidence of an entry begins, 1 when there is none."""
    file = evidence_file(exercise)
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)


def _entry(line: str, where: str) -> tuple[str, str]:
    found = _ENTRY.fullmatch(line)
    if not found:
        raise EvidenceFileError(f"{where}: this line is not NAME: CLAUSES. Indent a line that goes on.")
    return found[1], found[2].strip()
