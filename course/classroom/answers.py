"""The first answers of a class to the questions of the lessons, from what learners exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course.classroom.items import Answered
from course.classroom.submissions import ClassError
from course.progress.imported import checked_rows
from course.values.plain_file import Unreadable
from course.values.wire import printable


def first_answers(folder: Path) -> tuple[tuple[Answered, ...], int, tuple[str, ...]]:
    """Return the first answer of each learner to each question, the number of exports, and what is unread.

    Exports lie in the folder or in folders of it. Raises ClassError when the folder cannot be read.
    """
    if not folder.is_dir():
        raise ClassError(f"{folder} is not a folder.")
    answers: list[Answered] = []
    troubles: list[str] = []
    exports = 0
    for file in sorted([*folder.glob("*.json"), *folder.glob("*/*.json")]):
        try:
            answers += _first(_rows(file))
            exports += 1
        except (OSError, ValueError, RecursionError) as error:
            troubles.append(f"{printable(file.name)}: {printable(str(error))}")
    return tuple(answers), exports, tuple(troubles)


def _rows(file: Path) -> tuple[tuple[Any, ...], ...]:
    if file.is_symlink() or not file.is_file():
        raise Unreadable("it is not a plain file.")
    return checked_rows(json.loads(file.read_bytes())).answers


def _first(rows: tuple[tuple[Any, ...], ...]) -> list[Answered]:
    """Return the first answer to each question; rows are uid, question, choice, confidence, right, time."""
    first: dict[str, Answered] = {}
    for _, question, choice, confidence, right, _ in sorted(rows, key=lambda row: str(row[5])):
        first.setdefault(question, (question, tuple(json.loads(choice)), confidence, bool(right)))
    return list(first.values())
