"""Where things are: what the course ships, and what belongs to its learner.

A clone holds both in one folder, unless COURSE_WORK names a workspace: then the clone is only read. An
installed course (a wheel) ships its lessons, exercises, templates and static files inside the package, where
nobody should edit; its learner always works in a workspace.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: Only a wheel has this folder; setup.py says what goes into it.
_IN_WHEEL = _PACKAGE / "shipped"
INSTALLED = _IN_WHEEL.is_dir()
#: The folder of lessons/, exercises/, templates/ and static/ as they were shipped.
SHIPPED = _IN_WHEEL if INSTALLED else _PACKAGE.parent
#: Says which course's exercises lie in a learner's folder.
_STAMP = ".shipped"
#: What a person types in front of a verb.
DOOR = "status-codes" if INSTALLED else "python3 run.py"


def root_dir() -> Path:
    """Return the folder that holds the exercises a learner edits: the clone, or a workspace.

    COURSE_WORK names the workspace, as COURSE_HOME does for an installed course. Without them an installed
    course uses http-status-codes in the user's home.
    """
    named = os.environ.get("COURSE_WORK") or (os.environ.get("COURSE_HOME") if INSTALLED else "")
    if named:
        return Path(named).expanduser().resolve()
    return (Path.home() / "http-status-codes").resolve() if INSTALLED else SHIPPED


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

    A newer course brings new exercises, and new texts and checks to the old ones. A file that a learner may
    have changed is never replaced. Raises OSError when the folder cannot be written.
    """
    if in_clone() or root != root_dir() or _laid_out(root) == (edition := _edition()):
        return False
    for file in (SHIPPED / "exercises").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            _lay_out_file(file, root / file.relative_to(SHIPPED))
    # Written last: without it the next start begins again.
    (root / "exercises" / _STAMP).write_text(edition, encoding="utf-8")
    return True


def _edition() -> str:
    """Return which exercises are shipped. A clone changes deep inside, where only its files tell."""
    if INSTALLED:
        return f"{SHIPPED} {SHIPPED.stat().st_mtime_ns}"
    files = [file for file in (SHIPPED / "exercises").rglob("*") if "__pycache__" not in file.parts]
    return f"{SHIPPED} {len(files)} {max(file.stat().st_mtime_ns for file in files)}"


def _laid_out(root: Path) -> str:
    stamp = root / "exercises" / _STAMP
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""


def _lay_out_file(source: Path, target: Path) -> None:
    if not (target.exists() and _is_learners(source)):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_as_shipped(source), target)


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
