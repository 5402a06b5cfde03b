"""The versions of the database, and the way from one to the next."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from course.progress.connection import transaction

#: The table by which each version is known.
TELLING = {1: "answers", 2: "reveals", 3: "check_symptoms", 4: "reviews", 5: "challenges", 6: "reasons"}
SCHEMA = Path(__file__).with_name("schema.sql")


def versions(schema: str) -> tuple[str, ...]:
    """Return the schema's versions, oldest first, as SQL."""
    return tuple(re.split(r"^-- version \d+$", schema, flags=re.MULTILINE)[1:])


def known_versions() -> tuple[str, ...]:
    """Return the versions of the course's own schema, oldest first, as SQL."""
    return versions(SCHEMA.read_text(encoding="utf-8"))


def migrate(db: sqlite3.Connection) -> None:
    """Play the versions that the database lacks, all or none."""
    wanted = known_versions()
    if db.execute("PRAGMA user_version").fetchone()[0] == len(wanted):
        return
    with transaction(db, "BEGIN IMMEDIATE"):
        # Asked again under the lock: another process may have been faster.
        present = db.execute("PRAGMA user_version").fetchone()[0] or _version_by_tables(db)
        for version in wanted[present:]:
            for statement in _statements(version):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {max(present, len(wanted))}")


def _version_by_tables(db: sqlite3.Connection) -> int:
    """Return the version of a database that says 0, as one does that was dumped and read in again."""
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    newest = (version for version, table in reversed(TELLING.items()) if table in tables)
    return next(newest, 0)


def _statements(sql: str) -> Iterator[str]:
    """Split SQL into statements; executescript would commit in the middle."""
    text = ""
    for line in sql.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text
            text = ""
