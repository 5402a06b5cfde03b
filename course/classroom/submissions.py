"""A folder with a class's work becomes learners, each with a text for every exercise. Nothing is run here.

A learner is a folder that holds their files, or a file that `export` wrote. Only the one file that an
exercise lets a learner edit is read: checks, a conftest.py or a .meta folder that come with it do not matter.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from course.exercises.source import read_source
from course.progress.exported import Batch
from course.progress.imported import checked_rows
from course.values.exercise import Exercise
from course.values.plain_file import read_plain
from course.values.wire import printable

#: Folders below that of a learner which are looked through, at most.
DEPTH = 6
#: Folders that hold no answers, besides those whose name begins with a dot.
PASSED_OVER = {"__pycache__", "node_modules", "venv", "instance"}
#: Bytes of the largest export that is read.
MOST_EXPORTED = 64 * 1024 * 1024


class ClassError(Exception):
    """Raised for a folder that holds no class; the message is for people."""


@dataclass(frozen=True)
class Submission:
    """What one learner handed in."""

    learner: str
    #: Folder name of the exercise -> the text.
    sources: dict[str, bytes] = field(default_factory=dict)
    #: What could not be read, a sentence each.
    troubles: tuple[str, ...] = ()
    #: Folder name of the exercise -> when that text was graded first, as an export says it (ISO 8601).
    times: dict[str, str] = field(default_factory=dict)


def read_class(folder: Path, exercises: Iterable[Exercise]) -> tuple[Submission, ...]:
    """Return the learners of a folder by name; what cannot be read is a trouble of that learner only.

    Raises ClassError when the folder cannot be read or holds no learner.
    """
    known = {exercise.slug: exercise for exercise in exercises}
    try:
        places = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise ClassError(f"{folder} cannot be read ({error.strerror}).") from None
    found: dict[str, Submission] = {}
    for path in sorted(places, key=lambda path: path.suffix == ".json"):
        one = _submission(path, known)
        if one is not None:
            found[one.learner] = _both(found[one.learner], path) if one.learner in found else one
    if not found:
        raise ClassError(
            f"{folder} holds no learner. A learner is a folder with files such as 05_created/app.py, "
            "or a file NAME.json that `export` wrote."
        )
    return tuple(_begun(found[name], known) for name in sorted(found))


def _begun(one: Submission, known: dict[str, Exercise]) -> Submission:
    """Return a submission without the files that are still as the course shipped them.

    Who hands in a whole clone has not begun every exercise.
    """
    begun = {
        slug: text
        for slug, text in one.sources.items()
        if _lines(text) != _lines(read_source(known[slug].stub_path) or b"")
    }
    nothing = ("Every file is still as the course shipped it.",) if one.sources and not begun else ()
    return replace(one, sources=begun, troubles=one.troubles + nothing)


def _lines(text: bytes) -> bytes:
    """Return a text with the line ends of Unix: Git may have changed them on the way."""
    return text.replace(b"\r\n", b"\n")


def _both(first: Submission, second: Path) -> Submission:
    return replace(
        first, troubles=(*first.troubles, f"{second.name} is left out: that learner has a folder too.")
    )


def _submission(path: Path, known: dict[str, Exercise]) -> Submission | None:
    """Return what lies at a path, None when that is neither a folder nor an export."""
    if path.is_symlink():
        return Submission(printable(path.stem), troubles=(f"{path.name} is a link. Links are not followed.",))
    if path.is_dir():
        return _of_folder(path, known)
    return _of_export(path, printable(path.stem), known) if path.suffix == ".json" else None


def _of_folder(folder: Path, known: dict[str, Exercise]) -> Submission:
    """Return what a learner's folder holds: files of exercises, else the one export in it."""
    learner, troubles = printable(folder.name), list[str]()
    sources: dict[str, bytes] = {}
    for slug, files in sorted(_files(folder, known, troubles).items()):
        names = ", ".join(printable(os.fspath(file.relative_to(folder))) for file in files)
        if len(files) > 1:
            troubles.append(f"There are {len(files)} files for {slug}: {names}. Keep one; none is graded.")
        elif files[0].is_symlink():
            troubles.append(f"{names} is a link. Links are not followed.")
        else:
            try:
                sources[slug] = read_plain(files[0])
            except OSError as error:
                troubles.append(f"{slug}: {error}")
    if not sources and not troubles and len(exports := sorted(folder.glob("*.json"))) == 1:
        return _of_export(exports[0], learner, known)
    if not sources and not troubles:
        troubles.append("There is no file of an exercise in this folder.")
    return Submission(learner, sources, tuple(troubles))


def _files(folder: Path, known: dict[str, Exercise], troubles: list[str]) -> dict[str, list[Path]]:
    """Return the files of each exercise below a folder; links to folders are not followed."""
    found: dict[str, list[Path]] = {}

    def note(error: OSError) -> None:
        troubles.append(f"{printable(Path(error.filename).name)} cannot be read ({error.strerror}).")

    for place, folders, files in os.walk(folder, onerror=note):
        here = Path(place)
        deep = len(here.relative_to(folder).parts) >= DEPTH
        folders[:] = [] if deep else sorted(filter(_may_hold_answers, folders))
        exercise = known.get(here.name)
        if exercise is not None and exercise.edit in files:
            found.setdefault(exercise.slug, []).append(here / exercise.edit)
    return found


def _may_hold_answers(name: str) -> bool:
    return name not in PASSED_OVER and not name.startswith(".")


def _of_export(file: Path, learner: str, known: dict[str, Exercise]) -> Submission:
    """Return the newest text of each exercise in an export; what it says of runs is not believed."""
    try:
        found = file.lstat()
        if not stat.S_ISREG(found.st_mode):
            return _unread(learner, file, "is not a plain file.")
        if found.st_size > MOST_EXPORTED:
            return _unread(learner, file, f"has {found.st_size} bytes; up to {MOST_EXPORTED} are read.")
        batch = checked_rows(json.loads(file.read_bytes()))
    except OSError as error:
        return _unread(learner, file, f"cannot be read ({error.strerror}).")
    except (ValueError, RecursionError) as error:
        return _unread(learner, file, f"cannot be used: {error}")
    texts = dict(batch.sources)
    uses = sorted(batch.uses, key=lambda use: use[2])
    newest = {slug: texts[name] for slug, name, _ in uses}
    strange = sorted(newest.keys() - known.keys())
    return Submission(
        learner,
        {slug: text for slug, text in newest.items() if slug in known},
        tuple(
            f"{printable(slug)} is not an exercise of this course, or of those asked for." for slug in strange
        ),
        _first_graded(batch, {slug: (name, at) for slug, name, at in uses}),
    )


def _first_graded(batch: Batch, newest: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return when the newest text of each exercise was graded first, or kept when it never was."""
    runs: dict[tuple[str, str], list[str]] = {}
    for row in batch.runs:  # uid, exercise, outcome, solved, held, total, source_hash, door, recorded_at
        runs.setdefault((row[1], row[6]), []).append(row[8])
    return {slug: min(runs.get((slug, name), [at])) for slug, (name, at) in newest.items()}


def _unread(learner: str, file: Path, why: str) -> Submission:
    return Submission(learner, troubles=(f"{printable(file.name)} {printable(why)}",))


def handed_in(class_: Iterable[Submission]) -> Iterator[tuple[str, str, bytes]]:
    """Yield learner, exercise and text of everything that was handed in."""
    for one in class_:
        for slug, text in one.sources.items():
            yield one.learner, slug, text
