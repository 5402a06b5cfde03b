"""Databases of every released version, of a later one, and what a query costs."""

from __future__ import annotations

import sqlite3

import pytest

from course.progress import schema
from course.progress.store import Store

#: Versions that the schema has now.
RELEASED = len(schema.known_versions())


def test_an_older_database_plays_the_versions_it_lacks(path, tmp_path, monkeypatch, fill, rows):
    fill(path, 3)
    newer = tmp_path / "schema.sql"
    newer.write_text(
        schema.SCHEMA.read_text(encoding="utf-8")
        + "\n-- version 99\n\nALTER TABLE hints ADD COLUMN opened_at TEXT; -- with; a trap\n"
        + "CREATE TABLE cards (id INTEGER PRIMARY KEY,\n    due TEXT\n);\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(schema, "SCHEMA", newer)
    store = Store(path)
    assert store.notice == ""
    assert len(store.runs("05_created")) == 3
    store.record_hint("05_created", 1)
    assert rows(path, "SELECT exercise, opened_at FROM hints") == [("05_created", None)]
    assert rows(path, "SELECT * FROM cards") == []
    assert rows(path, "PRAGMA user_version") == [(RELEASED + 1,)]
    store.close()


@pytest.mark.parametrize("version", range(1, RELEASED + 1))
def test_a_database_of_every_released_version_is_brought_up_to_date(path, rows, version):
    released = "".join(schema.known_versions()[:version])
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.executescript(
        f"{released}PRAGMA user_version = {version}; INSERT INTO hints VALUES ('05_created', 3);"
    )
    db.close()
    store = Store(path)
    assert store.hints("05_created") == 3
    assert store.import_(store.export()).total == 0
    assert rows(path, "PRAGMA user_version") == [(RELEASED,)]
    store.close()


def test_a_version_that_fails_changes_nothing(path, tmp_path, monkeypatch, fill, rows):
    fill(path, 1)
    newer = tmp_path / "schema.sql"
    text = schema.SCHEMA.read_text(encoding="utf-8")
    newer.write_text(
        text + "\n-- version 99\nCREATE TABLE cards (id);\nCREATE TABLE cards (id);\n", encoding="utf-8"
    )
    monkeypatch.setattr(schema, "SCHEMA", newer)
    with pytest.raises(sqlite3.OperationalError):
        Store(path)
    assert rows(path, "PRAGMA user_version") == [(RELEASED,)]
    assert rows(path, "SELECT name FROM sqlite_master WHERE name = 'cards'") == []


def test_the_newest_runs_cost_no_scan_of_all_runs(store, rows):
    plan = rows(store.path, "EXPLAIN QUERY PLAN SELECT exercise FROM latest_runs WHERE solved = 1")
    scans = [line[3] for line in plan if line[3].startswith("SCAN") and "runs" in line[3]]
    assert scans == []
