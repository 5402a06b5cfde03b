"""An assignment: exercises that a teacher hands out, and the day by which they are wanted.

It is a small JSON file. This module is its only reader and its only writer.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

#: Name and version of the file.
FORMAT = "http-status-codes-course assignment"
VERSION = 1
#: Bytes of the largest file that is read; one with every exercise has a tenth of them.
MOST = 64 * 1024
#: Characters of the longest title.
MOST_TITLE = 200
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SLUG = re.compile(r"\d{2,4}_\w{1,80}", re.ASCII)


class AssignmentError(ValueError):
    """Raised for what is not an assignment, or not one of this course; the message is a sentence."""


@dataclass(frozen=True)
class Assignment:
    """Exercises by folder name, wanted by the end of a day. Its title names it: the same one replaces it."""

    title: str
    by: date
    exercises: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return a name for files and addresses; titles that differ only in case have the same one."""
        return hashlib.sha256(self.title.casefold().encode("utf-8")).hexdigest()[:16]

    def days_left(self, today: date) -> int:
        """Return how many days are left after today: 0 on the day itself, less when it has passed."""
        return (self.by - today).days


def values_of(assignment: Assignment) -> dict[str, Any]:
    """Return an assignment as JSON-ready values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": assignment.title,
        "by": assignment.by.isoformat(),
        "exercises": list(assignment.exercises),
    }


def written(assignment: Assignment) -> bytes:
    """Return the file of an assignment."""
    return (json.dumps(values_of(assignment), indent=1) + "\n").encode("ascii")


def read(data: bytes) -> Assignment:
    """Return the assignment in a file. Raises AssignmentError."""
    if len(data) > MOST:
        raise AssignmentError(f"This is not an assignment: it has more than {MOST} bytes.")
    try:
        return assignment_of(json.loads(data))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise AssignmentError("This is not an assignment: it is not a JSON file, or half of one.") from None
    except AssignmentError:
        raise
    except ValueError:  # a number of more digits than Python turns into one
        raise AssignmentError("This is not an assignment: it holds a number that is too long.") from None


def assignment_of(values: object) -> Assignment:
    """Return the assignment in JSON values. Raises AssignmentError."""
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise AssignmentError(f'This is not an assignment: its "format" is not "{FORMAT}".')
    version = values.get("version")
    if version != VERSION or isinstance(version, bool):
        raise AssignmentError(
            f"This assignment is of version {version!r:.40}; this course reads version {VERSION}."
            " Is the course newer where it was made?"
        )
    return Assignment(title_of(values.get("title")), _by(values.get("by")), _exercises(values))


def title_of(value: object) -> str:
    """Return a title. Raises AssignmentError for one that is not a line of printable text."""
    title = unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""
    if not (title and title.isprintable() and len(title) <= MOST_TITLE):
        raise AssignmentError(
            f"The title of an assignment is one line of 1 to {MOST_TITLE} characters, not {value!r:.60}."
        )
    return title


def day_of(text: str) -> date:
    """Return a day that is written like 2027-01-15. Raises AssignmentError."""
    if DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise AssignmentError(f"{text!r:.40} is not a day of the calendar. Write it as 2027-01-15.")


def _by(value: object) -> date:
    if not isinstance(value, str):
        raise AssignmentError(f'In an assignment, "by" is a day such as "2027-01-15", not {value!r:.40}.')
    return day_of(value)


def _exercises(values: dict[str, Any]) -> tuple[str, ...]:
    found = values.get("exercises")
    if not isinstance(found, list) or not found:
        raise AssignmentError('In an assignment, "exercises" must be a list with at least one name in it.')
    for name in found:
        if not (isinstance(name, str) and SLUG.fullmatch(name)):
            raise AssignmentError(
                f'In an assignment, "exercises" holds names such as "05_created", not {name!r:.60}.'
            )
    return tuple(dict.fromkeys(found))


def check_known(assignment: Assignment, slugs: Collection[str]) -> None:
    """Make sure that this course has every exercise of an assignment. Raises AssignmentError."""
    strange = [slug for slug in assignment.exercises if slug not in slugs]
    if strange:
        raise AssignmentError(
            f"“{assignment.title}” asks for {', '.join(strange[:3])}, which this course does not have."
            " Update the course, or ask whoever made the assignment."
        )
