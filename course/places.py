"""Where things are: what the course ships, and what belongs to its learner.

A clone holds both in one folder, unless COURSE_WORK names a workspace: then the clone is only read. An
installed course (a wheel) ships its lessons, exercises, templates and static files inside the package, where
nobody should edit; its learner always works in a workspace.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from course.values.version import VERSION

_PACKAGE = Path(__file__).resolve().parent
#: Only a wheel has this folder; setup.py says what goes into it.
_IN_WHEEL = _PACKAGE / "shipped"
INSTALLED = _IN_WHEEL.is_dir()
#: The folder of lessons/, exercises/, templates/ and static/ as they were shipped.
SHIPPED = _IN_WHEEL if INSTALLED else _PACKAGE.parent
#: Says which course's exercises lie in a learner's folder.
_STAMP = ".shipped"
#: What a workspace is called in a folder that holds other things too.
NAME = "http-status-codes"
#: What a person types in front of a verb.
DOOR = "status-codes" if INSTALLED else "python3 run.py"


def root_dir() -> Path:
    """Return the folder that holds the exercises a learner edits: the clone, or a workspace.

    COURSE_WORK names the workspace, as COURSE_HOME does for an installed course. Without them an installed
    course takes the nearest one: in the current folder, in one above it, or in the user's home.
    """
    named = named_workspace()
    if named:
        return Path(named).expanduser().resolve()
    if not INSTALLED:
        return SHIPPED
    return next(_workspaces(), _home() / NAME).resolve()


def named_workspace() -> str:
    """Return the workspace that the environment names, "" for none."""
    return os.environ.get("COURSE_WORK") or (os.environ.get("COURSE_HOME", "") if INSTALLED else "")


def lacks_workspace() -> bool:
    """Tell whether an installed course has no workspace here, and none is named."""
    return INSTALLED and not named_workspace() and next(_workspaces(), None) is None


def new_workspace() -> Path:
    """Return where a workspace is made: the current folder when it is empty, else a new folder in it."""
    here = Path.cwd()
    empty = all(path.name.startswith(".") for path in here.iterdir())
    return here if empty and here != _home() else here / NAME


def _workspaces() -> Iterator[Path]:
    """Yield the workspaces that are found from here, the nearest first."""
    with suppress(OSError):  # somebody deleted the current folder
        here = Path.cwd()
        for folder in (here, *here.parents):
            yield from filter(_is_workspace, (folder, folder / NAME))
    yield from filter(_is_workspace, (_home() / NAME,))


def _home() -> Path:
    """Return the user's home; an account without one has the current folder instead."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def _is_workspace(folder: Path) -> bool:
    """Tell whether a folder is a workspace of this very account: another one's files must not run unasked."""
    try:
        owner = (folder / "exercises" / _STAMP).stat().st_uid
    except OSError:
        return False
    return not hasattr(os, "geteuid") or owner == os.geteuid()


def in_clone() -> bool:
    """Tell whether the learner's files lie in the clone itself, where an author may change the course."""
    return not INSTALLED and root_dir() == SHIPPED


def lessons_dir(root: Path) -> Path:
    """Return the folder of the lessons for the course in root. A workspace holds none of its own."""
    return (SHIPPED if root == root_dir() else root) / "lessons"


def exercises_dir(root: Path) -> Path:
    """Return the folder of the exercises for the course in root."""
    return root / "exercises"


def instance_dir(root: Path) -> Path:
    """Return the folder of everything that belongs to this learner: COURSE_INSTANCE, or instance/ in root."""
    named = os.environ.get("COURSE_INSTANCE", "")
    return Path(named).expanduser().absolute() if named else root / "instance"


def database_path(root: Path) -> Path:
    """Return where the progress of the course in root is kept."""
    return instance_dir(root) / "progress.sqlite"


def lay_out(root: Path) -> bool:
    """Put the exercises into the learner's workspace; tell whether that was needed.

    A newer course brings new exercises, and new texts and checks to the old ones; what it has no more is
    taken away. A file that a learner may have changed is never replaced nor taken away. Raises OSError when
    the folder cannot be written.
    """
    if in_clone() or root != root_dir():
        return False
    edition, (before, *old) = _edition(), _stamped(root)
    if before == edition:
        return False
    root.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers are nobody else's to read
    shipped = [path for path in _shipped() if path.is_file()]
    for file in shipped:
        _lay_out_file(file, root / file.relative_to(SHIPPED))
    ours = [path.relative_to(SHIPPED).as_posix() for path in shipped if not _is_learners(path)]
    _take_away(root, set(old) - set(ours))
    # Written last: without it the next start begins again.
    _write(root / "exercises" / _STAMP, "\n".join([edition, *ours]).encode("utf-8"))
    return True


def _take_away(root: Path, names: set[str]) -> None:
    """Delete what an older course laid out and this one does not have."""
    for name in names:
        if name.startswith("exercises/") and ".." not in name.split("/"):
            root.joinpath(name).unlink(missing_ok=True)


def _shipped() -> list[Path]:
    """Return every file and folder of the exercises as they were shipped."""
    return [path for path in (SHIPPED / "exercises").rglob("*") if "__pycache__" not in path.parts]


def _edition() -> str:
    """Return which exercises are shipped. A clone changes deep inside, where only its files tell."""
    if INSTALLED:
        return f"{VERSION} {SHIPPED} {SHIPPED.stat().st_mtime_ns}"
    files = _shipped()
    return f"{SHIPPED} {len(files)} {max(file.stat().st_mtime_ns for file in files)}"


def _stamped(root: Path) -> list[str]:
    """Return which exercises lie in a workspace, then the files there that are not the learner's."""
    stamp = root / "exercises" / _STAMP
    return (stamp.read_text(encoding="utf-8") if stamp.is_file() else "").split("\n")


def _lay_out_file(source: Path, target: Path) -> None:
    if not (target.exists() and _is_learners(source)):
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, _as_shipped(source).read_bytes())


def _write(target: Path, text: bytes) -> None:
    """Put a file in place as a whole: two starts at once do no harm, and a link is replaced, not followed."""
    new = target.with_name(f".new-{secrets.token_hex(6)}")
    try:
        with open(new, "xb") as file:
            file.write(text)
        os.replace(new, target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _as_shipped(file: Path) -> Path:
    """Return what a new workspace gets for a file: the stub, where somebody may have worked in the clone."""
    stub = file.parent / ".meta" / f"stub{file.suffix}"
    readme = file.parent / "README.md"
    if not (stub.is_file() and readme.is_file()):
        return file
    named = re.search(r"^edit: *(\S+)", readme.read_text(encoding="utf-8"), re.MULTILINE)
    return stub if file.name == (named[1] if named else "app.py") else file


def _is_learners(file: Path) -> bool:
    """Tell whether a file beside a README is one to edit: it is neither the task nor its checks."""
    beside_readme = (file.parent / "README.md").is_file()
    return beside_readme and file.name != "README.md" and not file.name.startswith("test_")
