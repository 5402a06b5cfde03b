"""A damaged file gives back what can be read of it, and its copy the rest."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from pathlib import Path

import pytest

from course.progress import backup
from course.progress.repair import rebuild
from course.progress.schema import TELLING, known_versions
from course.progress.store import Store
from course.values.progress import digest


def fill_all(path: Path, fill, count: int = 150) -> None:
    """Fill a file with runs, answers, hints and visits; no copy of it is made."""
    fill(path, count)
    store = Store(path)
    for n in range(count):
        store.record_answer(f"q{n}", ("a" * 50,), "sure", True)
    store.record_hint("05_created", 2)
    store.visit("a", "b")
    store.reveal("06_x")
    store.close()
    for copy in backup.backups(path):
        copy.unlink()


@pytest.mark.parametrize("seed", range(6))
def test_damaged_pages_cost_only_the_rows_on_them(path, fill, rows, seed):
    fill_all(path, fill)
    pages = len(path.read_bytes()) // 4096
    chance = random.Random(seed)
    hit = chance.sample(range(12, pages), 2)  # behind the pages that hold the tables' names
    with path.open("r+b") as file:
        for page in hit:
            file.seek(page * 4096)
            file.write(chance.randbytes(4096))
    store = Store(path)
    kept_runs, kept_answers = len(store.runs("05_created", 1000)), len(store.answers())

    assert "The progress file was damaged" in store.notice
    assert f"{kept_answers} answers, {kept_runs} runs" in store.notice
    assert kept_runs >= 100 and kept_answers >= 80, hit
    for found in store.sources("05_created"):
        assert digest(store.source(found.hash)) == found.hash
    assert [run.report.held for run in store.runs("05_created", 1000)] == [1] * kept_runs
    assert store.health() == "ok"
    store.close()


def test_what_cannot_be_read_comes_from_the_copy(path, fill, report):
    fill(path, 20)
    store = Store(path)  # makes the copy
    store.close()
    assert [copy.name for copy in backup.backups(path)] == ["progress.backup-1.sqlite"]
    path.write_bytes(b"garbage" * 1000)
    store = Store(path)
    assert len(store.runs("05_created", 100)) == 20
    assert "From the copy of" in store.notice and "0 answers, 20 runs" in store.notice
    number = store.record_run(report(), b"new", "site")
    assert store.latest_run("05_created").id == number
    store.close()


@pytest.mark.parametrize("copies", [0, 1])
def test_an_emptied_file_is_said_and_not_taken_for_a_new_one(path, fill, copies):
    fill(path, 3)
    Store(path).close()
    for copy in backup.backups(path)[copies:]:
        copy.unlink()
    os.truncate(path, 0)
    store = Store(path)
    assert "was empty (0 bytes)" in store.notice
    assert len(store.runs("05_created")) == 3 * copies
    assert store.record_answer("q", ("a",), "", True) == 1
    store.close()


def test_a_repair_that_was_killed_is_finished(path, fill):
    fill_all(path, fill, 5)
    rebuild(path)
    os.rename(path, path.with_name("progress.rebuilt"))  # as if killed before the last step
    store = Store(path)
    assert (len(store.runs("05_created")), len(store.answers()), store.notice) == (5, 5, "")
    store.close()


def test_a_repair_that_was_killed_early_begins_anew(path, fill):
    fill_all(path, fill, 5)
    path.with_name("progress.rebuilding").write_bytes(b"half")
    with path.open("r+b") as file:
        file.write(b"\0" * 100)
    store = Store(path)
    assert "damaged" in store.notice
    assert store.health() == "ok"
    store.close()


@pytest.mark.parametrize("version", range(1, len(known_versions()) + 1))
def test_a_dump_that_was_read_in_again_is_known_by_its_tables(path, tmp_path, fill, rows, version):
    fill_all(path, fill, 3)
    db = sqlite3.connect(path)
    for later, table in TELLING.items():
        if later > version:
            db.execute(f"DROP TABLE {table}")
    if version < 4:
        db.execute("DROP TABLE schedules")
    if version < 3:
        db.execute("DROP TRIGGER runs_tell_symptoms")
        db.execute("DROP INDEX answers_wrong")
    dump = "\n".join(db.iterdump())
    db.close()
    other = tmp_path / "other" / "progress.sqlite"
    other.parent.mkdir()
    db = sqlite3.connect(other)
    db.executescript(dump)
    assert db.execute("PRAGMA user_version").fetchone() == (0,)
    db.close()
    store = Store(other)
    assert (store.notice, len(store.answers()), store.solved()) == ("", 3, {"05_created"})
    store.reveal("05_created")
    assert rows(other, "PRAGMA user_version") == [(len(known_versions()),)]
    store.close()


def test_a_copy_is_made_once_a_day_and_two_are_kept(path, fill):
    fill(path, 1)
    Store(path).close()
    first = backup.backups(path)
    assert len(first) == 1
    before = first[0].read_bytes()
    Store(path).close()
    assert backup.backups(path) == first and first[0].read_bytes() == before
    for _ in range(3):
        for copy in backup.backups(path):
            os.utime(copy, (time.time() - 25 * 3600,) * 2)
        Store(path).close()
    assert [copy.name[-8:] for copy in backup.backups(path)] == ["1.sqlite", "2.sqlite"]
    assert not list(path.parent.glob("*.new"))
    if os.name != "nt":
        assert all(copy.stat().st_mode & 0o077 == 0 for copy in backup.backups(path))


def test_an_empty_database_pushes_out_no_copy(path):
    Store(path).close()
    assert backup.backups(path) == ()


def test_a_copy_for_which_there_is_no_room_is_no_trouble(path, fill, monkeypatch):
    fill(path, 1)

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_put_on_disk", full)
    store = Store(path)
    assert (store.notice, backup.backups(path)) == ("", ())
    assert not list(path.parent.glob("*.new"))
    store.close()
