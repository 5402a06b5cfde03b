"""The wrong fixes of an exercise: edits of its solution, its stub or an accepted variant, or whole files.

The only reader of wrong.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

from course.values.exercise import Exercise
from course.values.mistakes import ContentError, CourseContentError

#: What an edit changes: a file of .meta, without its suffix.
BASE = re.compile(r"solution|stub|accept/\w+")
REQUIRED = ("Misconception", "Believes", "Fails")
#: A heading names a wrong fix, and its base where that is not the solution: ## NAME, ## NAME (stub).
HEADING = re.compile(r"## +(\w+)(?: +\((\S+)\))?\s*")
KEY = re.compile(rf"^({'|'.join(REQUIRED)}|Evidence|Claims|File):[ \t]*", re.MULTILINE)
#: The name under which evidence stands that every wrong fix needs, and its line above the first heading.
ALL = "*"
EVIDENCE_OF_ALL = re.compile(r"Evidence of all:[ \t]*(.+)")
#: What separates the hunks of a diff.
SEPARATOR = "@@"


@dataclass(frozen=True)
class Hunk:
    """Lines of a base and what stands in their place; `line` is where the hunk begins in wrong.md."""

    line: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What wrong.md says about one wrong fix."""

    name: str
    #: Line of its heading.
    line: int
    misconception: str
    believes: str
    fails: tuple[str, ...]
    evidence: str = ""
    #: Clauses that need not be looked at before the headline is shown, and hold wherever it is.
    claims: str = ""
    #: What the hunks change: "solution", "stub" or "accept/NAME".
    base: str
    hunks: tuple[Hunk, ...] = ()
    #: The whole file that takes the place of an edit, relative to .meta; "" for an edit.
    file: str = ""

    @property
    def is_stub(self) -> bool:
        """Tell whether this is the stub as it is, whose mistake the exercise plants."""
        return not self.hunks and not self.file


@dataclass(frozen=True, kw_only=True)
class WrongFix(Entry):
    """A wrong fix with its whole source."""

    source: str


class _Unreadable(Exception):
    """Raised inside the reader for one entry: its line, what is wrong, what to do."""

    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(line, message, remedy)


def wrong_fixes(exercise: Exercise) -> tuple[WrongFix, ...]:
    """Return the wrong fixes of an exercise with their sources, in the order of wrong.md.

    Raises CourseContentError with every entry that cannot be read and every hunk that does not apply.
    """
    catalogue = catalogue_path(exercise.folder)
    found: list[WrongFix] = []
    errors: list[ContentError] = []
    entries = read_entries(catalogue)
    for entry in entries:
        try:
            found.append(WrongFix(**vars(entry), source=_source(entry, exercise)))
        except _Unreadable as fault:
            errors.append(ContentError(catalogue, *fault.args))
    errors += _unnamed_files(entries, exercise)
    if errors:
        raise CourseContentError(tuple(errors))
    return tuple(found)


def catalogue_path(folder: Path) -> Path:
    """Return where the wrong fixes of an exercise's folder stand."""
    return folder / ".meta" / "wrong.md"


def read_entries(catalogue: Path) -> tuple[Entry, ...]:
    """Read what a wrong.md says, without its bases; nothing when there is no such file.

    Raises CourseContentError with every entry that cannot be read.
    """
    try:
        lines = catalogue.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise CourseContentError((ContentError(catalogue, 1, f"this is not UTF-8: {error}."),)) from None
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    found: list[Entry] = []
    errors: list[ContentError] = []
    for start, end in pairwise([*starts, len(lines)]):
        try:
            found.append(_entry(lines[start:end], start + 1))
        except _Unreadable as fault:
            errors.append(ContentError(catalogue, *fault.args))
    errors += [ContentError(catalogue, *fault.args) for fault in _repeated(found)]
    if errors:
        raise CourseContentError(tuple(errors))
    return tuple(found)


def evidence_of(catalogue: Path) -> dict[str, str]:
    """Return the evidence of each wrong fix that has some, by name; under ALL, what all need.

    Raises CourseContentError with every entry that cannot be read.
    """
    found = {entry.name: entry.evidence for entry in read_entries(catalogue) if entry.evidence}
    opening = catalogue.read_text(encoding="utf-8").partition("\n## ")[0] if found else ""
    common = [match[1].strip() for line in opening.splitlines() if (match := EVIDENCE_OF_ALL.fullmatch(line))]
    return ({ALL: common[0]} if common else {}) | found


def line_of(catalogue: Path, name: str) -> int:
    """Return the line of wrong.md on which an entry begins, 1 for what all need."""
    return next((entry.line for entry in read_entries(catalogue) if entry.name == name), 1)


def _repeated(entries: Sequence[Entry]) -> Iterable[_Unreadable]:
    times = Counter(entry.name for entry in entries)
    for entry in entries:
        if times[entry.name] > 1:
            seen = f"{entry.name} stands {times[entry.name]} times in this file, must stand once."
            yield _Unreadable(entry.line, seen, "Choose another name.")


def _entry(lines: Sequence[str], first: int) -> Entry:
    heading = HEADING.fullmatch(lines[0])
    if heading is None:
        raise _Unreadable(first, f"{lines[0]!r} names no wrong fix.", "Write ## NAME or ## NAME (stub).")
    name, base = heading[1], heading[2] or "solution"
    if not BASE.fullmatch(base):
        raise _Unreadable(first, f"{name} has the unknown base {base!r}.", "Write stub or accept/NAME.")
    opening = next((i for i, line in enumerate(lines) if line.startswith("```")), len(lines))
    keys = _keys(name, "\n".join(lines[1:opening]), first)
    hunks = _hunks(lines[opening:], first + opening)
    if hunks and "File" in keys:
        raise _Unreadable(first, f"{name} has a File and a diff.", "Remove one of them.")
    if not hunks and "File" not in keys and base != "stub":
        raise _Unreadable(first, f"{name} changes nothing.", "Add a diff, or a line File: with a whole file.")
    return Entry(
        name=name,
        line=first,
        misconception=keys["Misconception"],
        believes=keys["Believes"],
        fails=tuple(re.findall(r"[^\s,]+", keys["Fails"].rstrip("."))),
        evidence=keys.get("Evidence", ""),
        claims=keys.get("Claims", ""),
        base=base,
        hunks=hunks,
        file=keys.get("File", ""),
    )


def _keys(name: str, text: str, first: int) -> dict[str, str]:
    before, *pieces = KEY.split(text)
    if before.strip():
        raise _Unreadable(first, f"{name}: there is text before its first key.", "Begin with Misconception:.")
    keys = {key: " ".join(value.split()) for key, value in zip(pieces[::2], pieces[1::2], strict=True)}
    missing = [key for key in REQUIRED if not keys.get(key)]
    if missing:
        raise _Unreadable(first, f"{name}: {', '.join(missing)} missing.", "Write each as `KEY: text`.")
    return keys


def _hunks(lines: Sequence[str], first: int) -> tuple[Hunk, ...]:
    """Read the fence of an entry; `lines` begin with its opening line, or are empty."""
    if not lines:
        return ()
    if lines[0].rstrip() != "```diff":
        raise _Unreadable(first, f"this fence begins with {lines[0]!r}.", "Begin it with ```diff.")
    closing = next((i for i, line in enumerate(lines) if i and line.rstrip() == "```"), 0)
    if not closing:
        raise _Unreadable(first, "this fence has no end.", "Close it with ``` before the next heading.")
    behind = next((i for i, line in enumerate(lines) if i > closing and line.strip()), 0)
    if behind:
        raise _Unreadable(first + behind, "there is text behind the diff.", "Move it above the fence.")
    edges = [0, *(i for i in range(1, closing) if lines[i].rstrip() == SEPARATOR), closing]
    pieces = [(first + a + 1, lines[a + 1 : b]) for a, b in pairwise(edges)]
    if len(pieces) > 1 and not pieces[0][1]:
        del pieces[0]  # The fence begins with a separator.
    return tuple(_hunk(piece, line) for line, piece in pieces)


def _hunk(lines: Sequence[str], first: int) -> Hunk:
    for number, line in enumerate(lines, first):
        if line[:1] not in ("", " ", "+", "-"):
            remedy = f"A line begins with a blank, + or -; hunks are separated by {SEPARATOR} alone."
            raise _Unreadable(number, f"{line!r} is not a line of a diff.", remedy)
    old = tuple(line[1:] for line in lines if line[:1] != "+")
    new = tuple(line[1:] for line in lines if line[:1] != "-")
    if not old or old == new:
        seen = "this hunk changes nothing." if old == new else "this hunk has no old line."
        raise _Unreadable(first, seen, "Show what is removed with -, and lines that stay beside it.")
    return Hunk(first, old, new)


def _source(entry: Entry, exercise: Exercise) -> str:
    meta = exercise.folder / ".meta"
    if entry.file:
        return _read(meta / entry.file, entry, f"there is no file {entry.file}")
    base = meta / (entry.base + exercise.solution_path.suffix)
    return _apply(
        entry.hunks, _read(base, entry, f"{entry.name} has the unknown base {entry.base}"), base.name
    )


def _read(file: Path, entry: Entry, seen: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        raise _Unreadable(entry.line, f"{seen}.", f"Correct the entry, or add .meta/{file.name}.") from None


def _apply(hunks: Iterable[Hunk], base: str, name: str) -> str:
    """Return a base with its hunks in place, which may stand in any order."""
    lines = base.split("\n")
    end = len(lines)
    for at, hunk in sorted(
        [(_place(hunk, lines, name), hunk) for hunk in hunks], key=itemgetter(0), reverse=True
    ):
        if at + len(hunk.old) > end:
            raise _Unreadable(
                hunk.line, f"this hunk and another change the same lines of {name}.", "Join them."
            )
        lines[at : at + len(hunk.old)] = hunk.new
        end = at
    return "\n".join(lines)


def _place(hunk: Hunk, lines: Sequence[str], name: str) -> int:
    """Return the index of the only place where the old text of a hunk stands."""
    size = len(hunk.old)
    found = [at for at in range(len(lines) - size + 1) if tuple(lines[at : at + size]) == hunk.old]
    if len(found) != 1:
        remedy = "Show more lines around it." if found else f"Copy the old lines from {name}."
        seen = f"the old text of this hunk stands {len(found)} times in {name}, must stand once."
        raise _Unreadable(hunk.line, seen, remedy)
    return found[0]


def _unnamed_files(entries: Iterable[Entry], exercise: Exercise) -> list[ContentError]:
    """Return an error for each file in .meta/reject that no entry names."""
    meta = exercise.folder / ".meta"
    named = {entry.file for entry in entries}
    files = sorted((meta / "reject").glob(f"*{Path(exercise.edit).suffix}"))
    return [
        ContentError(file, 1, "wrong.md does not name this file.", f"Write `File: reject/{file.name}` there.")
        for file in files
        if f"reject/{file.name}" not in named
    ]
