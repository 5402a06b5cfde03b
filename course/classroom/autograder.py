"""The zip that Gradescope wants: setup.sh, run_autograder, and the part of the course that grades.

The zip is unpacked into /autograder/source, setup.sh builds
the image once, and run_autograder reads /autograder/submission and writes /autograder/results/results.json.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from course.values.exercise import Exercise

#: In course/data/, as they go into the zip.
SCRIPTS = Path(__file__).resolve().parent.parent / "data" / "classroom"
#: What run.py needs to prepare its libraries.
DOOR_FILES = ("run.py", "requirements.txt", "pyproject.toml")
#: The two scripts are programs: rwxr-xr-x, a plain file (in the upper half, as a zip keeps it).
PROGRAM = 0o100755 << 16
PLAIN = 0o100644 << 16
#: Files are dated so, that the same course gives the same zip.
DATE = (2026, 1, 1, 0, 0, 0)


def autograder(root: Path, exercises: Sequence[Exercise]) -> bytes:
    """Return the zip that grades these exercises with the course in root, a clone.

    Where a learner works, the stub takes the place of their file. Raises OSError when a file cannot be read.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data, mode in _entries(root, exercises):
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr, entry.compress_type = mode, zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return packed.getvalue()


def _entries(root: Path, exercises: Sequence[Exercise]) -> Iterator[tuple[str, bytes, int]]:
    slugs = "".join(f"{one.slug} {one.edit}\n" for one in exercises)
    yield "setup.sh", (SCRIPTS / "setup.sh").read_bytes(), PROGRAM
    yield "run_autograder", (SCRIPTS / "run_autograder").read_bytes(), PROGRAM
    yield "exercises.txt", slugs.encode(), PLAIN
    own = {one.source_path: one.stub_path for one in exercises}
    for file in _files(root, exercises):
        place = f"course/{file.relative_to(root).as_posix()}"
        yield place, own.get(file, file).read_bytes(), PLAIN


def _files(root: Path, exercises: Sequence[Exercise]) -> Iterator[Path]:
    """Yield what grading needs: no lessons, no pages, nothing of instance/."""
    yield from (root / name for name in DOOR_FILES)
    yield root / "exercises" / "conftest.py"
    for folder in (root / "course", *(one.folder for one in exercises)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink() and "__pycache__" not in file.parts:
                yield file
