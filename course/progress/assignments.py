"""The assignments that a learner took: a file each, in a folder of instance/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from course.progress import private
from course.progress.connection import NotStored
from course.values.assignment import (
    MOST,
    Assignment,
    AssignmentError,
    assignment_of,
    read,
    values_of,
    written,
)
from course.values.plain_file import read_plain


class NotKept(NotStored):
    """Raised when an assignment could not be written or deleted."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} cannot be written ({error.strerror or error}), so nothing was changed."
            " Make room there, or take care that you may write, then try again."
        )


class Assignments:
    """The taken assignments. A file each, so that two processes that take two of them lose none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[Assignment, ...]:
        """Return the assignments, the one that is wanted first in front; a damaged file is left out."""
        found = (self._read(path) for path in self._files())
        return in_order(one for one in found if one is not None)

    def damaged(self) -> tuple[str, ...]:
        """Return the names of the files that hold no assignment."""
        return tuple(path.name for path in self._files() if self._read(path) is None)

    def take(self, assignment: Assignment) -> bool:
        """Keep an assignment; tell whether it took the place of one with that title. Raises NotKept."""
        path = self._path(assignment.id)
        try:
            private.make_folder(self.folder)
            before = path.exists()
            private.write_file(path, written(assignment).decode("ascii"))
        except OSError as error:
            raise NotKept(path, error) from None
        return before

    def drop(self, id: str) -> Assignment | None:
        """Forget an assignment and return it, None when there is none of that id. Raises NotKept."""
        found = next((one for one in self.all() if one.id == id), None)
        if found is not None:
            try:
                self._path(id).unlink(missing_ok=True)
            except OSError as error:
                raise NotKept(self._path(id), error) from None
        return found

    def add(self, assignments: Iterable[Assignment]) -> int:
        """Keep those whose title is not here yet and return how many that were. Raises NotKept."""
        here = {one.id for one in self.all()}
        new = {one.id: one for one in assignments if one.id not in here}
        for assignment in new.values():
            self.take(assignment)
        return len(new)

    def exported(self) -> list[dict[str, Any]]:
        """Return the assignments as JSON-ready values."""
        return [values_of(one) for one in self.all()]

    def _path(self, id: str) -> Path:
        return self.folder / f"{id}.json"

    def _files(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*.json") if not path.name.startswith("."))

    def _read(self, path: Path) -> Assignment | None:
        try:
            found = read(read_plain(path, "an assignment", MOST))
        except (OSError, AssignmentError):
            return None
        return found if path == self._path(found.id) else None


def in_order(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return assignments by day, then by title."""
    return tuple(sorted(assignments, key=lambda one: (one.by, one.title.casefold())))


def assignments_in(values: object) -> tuple[Assignment, ...]:
    """Return the assignments of an export; older ones have none. Raises ValueError that names the place."""
    found = values.get("assignments", []) if isinstance(values, dict) else []
    if not isinstance(found, list):
        raise ValueError("In exported progress, assignments must be a list.")
    try:
        return tuple(assignment_of(one) for one in found)
    except AssignmentError as error:
        raise ValueError(f"In exported progress, assignments holds one that does not fit: {error}") from None
