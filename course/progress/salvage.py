"""What can still be read of a damaged database, row by row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.progress.challenges import is_answers
from course.progress.imported import check_report
from course.values.progress import digest, report_from

Row = tuple[Any, ...]
#: More numbers are not tried one by one between two places that can be read.
MOST_GAPS = 200_000


@dataclass(frozen=True)
class Table:
    """A table, its columns, the column it is sorted by, and what a whole row of it looks like."""

    name: str
    columns: tuple[str, ...]
    key: str
    is_whole: Callable[[Row], bool]


def _is_time(text: Any) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None


def _is_answer(row: Row) -> bool:
    choice = json.loads(row[3])
    return isinstance(choice, list) and all(isinstance(part, str) for part in choice) and _is_time(row[6])


def _is_run(row: Row) -> bool:
    check_report(report_from(json.loads(row[10])), "report")
    return _is_time(row[9])


#: In the order in which they are filled: a use names its source.
TABLES = (
    Table("sources", ("hash", "text"), "hash", lambda row: digest(bytes(row[1])) == row[0]),
    Table("exercise_sources", ("exercise", "hash", "saved_at"), "exercise", lambda row: _is_time(row[2])),
    Table(
        "answers",
        ("id", "uid", "question", "choice", "confidence", "is_right", "answered_at"),
        "id",
        _is_answer,
    ),
    Table(
        "runs",
        ("id", "uid", "exercise", "outcome", "solved", "held", "total", "source_hash", "door")
        + ("recorded_at", "report"),
        "id",
        _is_run,
    ),
    Table("hints", ("exercise", "highest"), "exercise", lambda row: isinstance(row[1], int)),
    Table("visits", ("lesson", "step", "visited_at"), "lesson", lambda row: _is_time(row[2])),
    Table("reviews", ("id", "uid", "card", "rating", "reviewed_at"), "id", lambda row: _is_time(row[4])),
    Table(
        "challenges",
        ("id", "uid", "scope", "seed", "seconds", "answers", "taken_at"),
        "id",
        lambda row: is_answers(json.loads(row[5])) and _is_time(row[6]),
    ),
    Table("reasons", ("answer", "text"), "answer", lambda row: isinstance(row[1], str)),
    Table("reveals", ("exercise", "revealed_at"), "exercise", lambda row: _is_time(row[1])),
)


def salvage(damaged: Path, target: sqlite3.Connection) -> dict[str, int]:
    """Copy every whole row of a damaged file into the tables of a new one; return how many, by table.

    The damaged file is only read.
    """
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    with suppress(sqlite3.Error), closing(_open(damaged)) as db:
        for table in TABLES:
            counts[table.name] = sum(_insert(target, table, row) for row in _rows(db, table))
    return counts


def _open(damaged: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    # Half a character must not end the reading of a table; such a row is refused when it is written.
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return db


def _insert(target: sqlite3.Connection, table: Table, row: Row) -> bool:
    marks = ", ".join("?" * len(table.columns))
    sql = f"INSERT OR IGNORE INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})"  # noqa: S608
    try:
        return table.is_whole(row) and target.execute(sql, row).rowcount == 1
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return False


def _rows(db: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Yield what can be read: from the start, from the end, and what lies between two unreadable places."""
    first = last = None
    for row in _until_error(db, table, "ORDER BY 1"):
        first = row[0]
        yield row
    for row in _until_error(db, table, "ORDER BY 1 DESC"):
        last = row[0]
        if last == first:  # both ways met: nothing was unreadable
            return
        yield row
    for tail, values in _places(table, first, last):
        yield from _until_error(db, table, f"WHERE {tail} ORDER BY 1", *values)
        if table.key == "hash":
            yield from _until_error(db, table, f"WHERE {tail} ORDER BY 1 DESC", *values)


def _places(table: Table, first: Any, last: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield conditions that lead to the rows behind an unreadable place."""
    if table.key == "id" and (isinstance(first, int) or isinstance(last, int)):
        start = first if isinstance(first, int) else 0
        # Without a row from the end, the last rows are unreadable, and nobody knows how many there were.
        end = last if isinstance(last, int) else start + MOST_GAPS
        for number in range(start + 1, min(end, start + MOST_GAPS)):
            yield "id = ?", (number,)
    elif table.key == "hash":
        for number in range(256):
            yield "hash >= ? AND hash < ?", (f"{number:02x}", f"{number:02x}g")


def _until_error(db: sqlite3.Connection, table: Table, tail: str, *values: Any) -> Iterator[Row]:
    sql = f"SELECT {', '.join(table.columns)} FROM {table.name} NOT INDEXED {tail}"  # noqa: S608 - our own names
    if table.key != "id":
        sql = sql.replace(" NOT INDEXED", "")
    with suppress(sqlite3.Error):
        yield from db.execute(sql, values)
