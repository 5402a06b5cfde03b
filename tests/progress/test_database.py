"""The database file: real SQLite files, real processes, real damage."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from course.progress.connection import Locked, NoRoom
from course.progress.store import Store

ROOT = Path(__file__).resolve().parents[2]


WRITER = """
import sys
from course.values.report import CheckResult, Report
from course.progress.store import Store

path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store(path)
print("ready", flush=True)
sys.stdin.readline()
n = 0
while n < count or count < 0:
    n += 1
    store.record_answer(f"question-{name}", (str(n),), "sure", n % 2 == 0)
    report = Report(name, (CheckResult(f"check {n}", "rule", "passed"),))
    store.record_run(report, f"text {name} {n}".encode(), "terminal")
    store.record_answer("shared", (f"{name} {n}",), "", True)
    print(n, flush=True)
"""


def start_writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return writer


def go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    writer.stdin.write("go\n")
    writer.stdin.flush()


# Threads and processes


@pytest.mark.threads
def test_threads_write_without_loss_and_their_connections_end_with_them(store):
    connections = []

    def work(name: str) -> None:
        for n in range(20):
            store.record_answer(name, (str(n),), "", True)
        connections.append(store.database.read(lambda db: db))

    threads = [threading.Thread(target=work, args=(f"q{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.attempt for answer in store.answers().values()} == {20}
    late = threading.Thread(target=work, args=("late",))
    late.start()
    late.join()
    assert len(set(connections)) == 9
    for db in connections[:8]:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            db.execute("SELECT 1")


def test_two_processes_write_at_once_without_loss(path):
    count = 150
    writers = [start_writer(path, name, count) for name in ("a", "b")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        go(writer)
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0

    store = Store(path)
    assert store.answers()["question-a"].attempt == store.answers()["question-b"].attempt == count
    assert store.answers()["shared"].attempt == 2 * count
    assert len(store.runs("a", limit=1000)) == len(store.runs("b", limit=1000)) == count
    assert len(store.sources("a")) == count
    assert store.health() == "ok"
    store.close()


def test_many_processes_may_make_the_file_at_once(path):
    code = (
        "import sys; from course.progress.store import Store;"
        "s = Store(sys.argv[1]); print(s.notice); s.visit('a', 'b')"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    starts = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, env=env, text=True)
        for _ in range(4)
    ]
    assert [start.communicate(timeout=60)[0] for start in starts] == ["\n"] * 4
    assert [start.returncode for start in starts] == [0] * 4


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_kill_in_the_middle_loses_at_most_the_run_in_flight(path):
    for name in ("a", "b"):
        writer = start_writer(path, name, -1)
        go(writer)
        assert writer.stdout is not None
        for _ in range(30):
            said = writer.stdout.readline()
        time.sleep(0.01)
        writer.send_signal(signal.SIGKILL)
        told = [int(said), *(int(line) for line in writer.communicate()[0].split())]

        store = Store(path)
        assert store.notice == ""
        assert store.health() == "ok"
        kept = len(store.runs(name, limit=10_000))
        assert told[-1] <= kept <= told[-1] + 1
        assert store.latest_run(name).report.checks[0].name == f"check {kept}"
        store.close()


def test_a_store_that_is_forgotten_closes_its_connections(path, tmp_path):
    (tmp_path / "file").touch()
    code = (
        "import sys, gc, sqlite3; from course.progress.store import Store; kept = []\n"
        "for path in sys.argv[1:]:\n"
        "    store = Store(path); kept.append(store.database.read(lambda db: db)); del store\n"
        "gc.collect()\n"
        "for db in kept:\n"
        "    try: db.execute('SELECT 1'); print('open')\n"
        "    except sqlite3.ProgrammingError: print('closed')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path, tmp_path / "file" / "p.sqlite"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["closed", "closed"], done


# Files that are not as they should be


@pytest.mark.parametrize("damage", ["garbage", "truncated", "header", "holes"])
def test_a_damaged_file_is_set_aside_and_the_course_goes_on(path, damage, fill):
    fill(path)
    whole = path.read_bytes()
    broken = {
        "garbage": b"this is no database\n" * 5000,
        "truncated": whole[: len(whole) // 2],
        "header": b"\0" * 100 + whole[100:],
        "holes": whole[:4096] + b"\xff" * (len(whole) - 4096),
    }[damage]
    path.write_bytes(broken)

    store = Store(path)
    asides = list(path.parent.glob("progress.damaged-*.sqlite"))
    assert len(asides) == 1
    assert asides[0].read_bytes() == broken
    assert asides[0].name in store.notice
    assert not store.in_memory
    assert store.record_answer("q", ("a",), "", True) == 1
    assert store.health() == "ok"
    store.close()
    again = Store(path)
    assert again.notice == ""
    assert set(again.answers()) == {"q"}
    again.close()


def test_the_log_beside_a_damaged_file_goes_with_it(path, fill):
    fill(path, 3)
    path.write_bytes(b"garbage" * 1000)
    Path(f"{path}-wal").write_bytes(b"log of the old file")
    store = Store(path)
    asides = sorted(file.name for file in path.parent.glob("progress.damaged-*"))
    assert any(name.endswith("-wal") for name in asides)
    assert store.health() == "ok"
    store.close()


def test_damage_found_while_at_work_is_handled_too(path, report, fill):
    fill(path)
    store = Store(path)
    whole = path.read_bytes()
    with path.open("r+b") as file:  # the same file, overwritten in place
        file.seek(4096)
        file.write(b"\xff" * (len(whole) - 4096))
    store.database.read(lambda db: db).execute("PRAGMA shrink_memory")  # forget the pages read before
    number = store.record_run(report("06_no_content"), b"x", "site")
    assert store.run(number).exercise == "06_no_content"
    assert "damaged" in store.notice
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete an open file")
def test_a_file_deleted_while_at_work_is_made_again(store, rows):
    store.visit("a", "b")
    for file in store.path.parent.iterdir():
        file.unlink()
    store.visit("c", "d")
    assert rows(store.path, "SELECT lesson FROM visits") == [("c",)]


@pytest.mark.threads
def test_when_no_folder_can_be_made_the_course_goes_on_in_memory(tmp_path, report):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "progress.sqlite")
    assert store.in_memory
    assert "in memory only" in store.notice
    assert str(tmp_path) in store.notice
    threads = [threading.Thread(target=store.visit, args=("a", str(n))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.visited()) == 8
    store.record_run(report(), b"x", "site")
    assert store.solved() == {"05_created"}


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_place_is_read_and_gone_on_with_in_memory(path, what, fill):
    fill(path, 1)
    target = path if what == "file" else path.parent
    mode = target.stat().st_mode
    target.chmod(0o400 if what == "file" else 0o500)
    try:
        store = Store(path)
        assert store.in_memory
        assert store.solved() == {"05_created"}
        store.visit("a", "b")
        assert store.last_visit() == ("a", "b")
        store.close()
    finally:
        target.chmod(mode)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else"
)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_place_of_somebody_else_is_read_and_gone_on_with_in_memory(tmp_path_factory, what, fill):
    base = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    try:
        base.chmod(0o755)
        path = base / "instance" / "progress.sqlite"
        fill(path, 1)
        path.parent.chmod(0o777 if what == "file" else 0o755)
        path.chmod(0o644)  # as older versions made it; now nobody else may read it
        shutil.copytree(ROOT / "course", base / "course", ignore=shutil.ignore_patterns("__pycache__"))
        code = (
            "from course.progress.store import Store; s = Store('instance/progress.sqlite');"
            "s.visit('a', 'b'); print(s.in_memory, s.solved(), s.last_visit(), s.notice)"
        )
        python = Path(sys.executable).resolve()
        if not os.access("/usr/bin/python3", os.X_OK) and python.is_relative_to("/root"):
            pytest.skip("no Python that another user may start")
        python = Path("/usr/bin/python3") if python.is_relative_to("/root") else python
        said = subprocess.run(
            [python, "-B", "-c", code], cwd=base, user=65534, group=65534, extra_groups=[],
            capture_output=True, text=True, env={"PYTHONPATH": str(base)}, timeout=60,
        )  # fmt: skip
        assert said.stdout.startswith("True {'05_created'} ('a', 'b') Progress is kept in memory only"), said
    finally:
        shutil.rmtree(base)


def fill_disk(store: Store, rows, spare: int = 0) -> sqlite3.Connection:
    """Make the file as large as it may be for this thread: SQLite's own way to be full."""
    pages = rows(store.path, "PRAGMA page_count")[0][0]
    db = store.database.read(lambda db: db)
    db.execute(f"PRAGMA max_page_count = {pages + spare}")
    return db


def test_on_a_full_disk_an_answer_is_refused_and_a_verdict_waits(store, path, report, rows):
    store.record_run(report(), b"x", "site")
    db = fill_disk(store, rows)
    with pytest.raises(NoRoom, match="progress.sqlite cannot be written"):
        store.record_answer("q", ("a" * 20_000,), "sure", True)
    number = store.record_run(report("06_no_content"), os.urandom(100_000), "site")

    assert not store.in_memory
    assert store.run(number).solved
    assert store.latest_run("06_no_content").id == store.latest_run_id("06_no_content") == number
    assert (
        store.solved() == store.ever_solved() == set(store.latest_runs()) == {"05_created", "06_no_content"}
    )
    assert "1 finished run is not on the disk yet" in store.notice
    assert rows(path, "SELECT exercise FROM runs") == [("05_created",)]

    db.execute("PRAGMA max_page_count = 1000000")
    store.record_run(report("07_x"), b"y", "site")  # the next one brings the waiting one with it
    assert rows(path, "SELECT exercise FROM runs") == [("05_created",), ("06_no_content",), ("07_x",)]
    assert store.notice == ""


def test_a_waiting_verdict_is_written_without_being_asked_for(store, path, report, rows):
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    with patience(store, 0):
        number = store.record_run(report(), b"x", "site")
        assert store.run(number) is not None
        locker.execute("ROLLBACK")
        locker.close()
        until = time.monotonic() + 30
        while store.unwritten.runs and time.monotonic() < until:
            time.sleep(0.02)
    assert rows(path, "SELECT exercise FROM runs") == [("05_created",)]


@contextmanager
def patience(store: Store, milliseconds: int) -> Iterator[None]:
    """Let this thread wait for a lock no longer than that."""
    db = store.database.read(lambda db: db)
    db.execute(f"PRAGMA busy_timeout = {milliseconds}")
    yield
    db.execute("PRAGMA busy_timeout = 5000")


def test_a_locked_file_is_read_and_a_write_is_refused(store, path):
    store.record_hint("05_created", 1)
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    with patience(store, 0), pytest.raises(Locked, match="held progress.sqlite"):
        store.record_hint("05_created", 2)
    store.visit("a", "b")  # a note is left out, and nobody fails on it
    assert (store.hints("05_created"), store.last_visit()) == (1, None)
    second = Store(path)  # opening a file that is locked is no trouble
    assert (second.in_memory, second.notice, second.hints("05_created")) == (False, "", 1)
    second.close()
    locker.execute("ROLLBACK")
    locker.close()
    store.visit("a", "b")
    assert store.last_visit() == ("a", "b")


def test_what_is_acknowledged_is_on_the_disk_at_commit(store):
    assert store.database.read(lambda db: db).execute("PRAGMA synchronous").fetchone() == (2,)
    store.visit("a", "b")
    assert store.database.read(lambda db: db).execute("PRAGMA synchronous").fetchone() == (2,)


def test_memory_goes_back_into_the_file_when_it_can_be_used(tmp_path, report, monkeypatch):
    monkeypatch.setattr("course.progress.database.TRY_AGAIN", 0.0)
    (tmp_path / "instance").write_text("in the way")
    store = Store(tmp_path / "instance" / "progress.sqlite")
    assert store.in_memory
    store.record_answer("q", ("a",), "sure", True)
    store.record_run(report(), b"x", "site")
    store.record_hint("05_created", 2)
    (tmp_path / "instance").unlink()
    store.visit("a", "b")
    assert not store.in_memory
    assert "again, with everything" in store.notice
    store.close()
    again = Store(store.path)
    assert again.answers()["q"].choice == ("a",)
    assert (again.solved(), again.hints("05_created"), again.last_visit()) == ({"05_created"}, 2, ("a", "b"))
    assert [text.size for text in again.sources("05_created")] == [1]
    again.close()


def test_the_end_of_the_calendar_stops_nothing(store, path, report):
    store.record_run(report(), b"x", "site")
    store.record_answer("q", ("a",), "sure", True)
    store.visit("a", "b")
    db = sqlite3.connect(path)
    for table, column in (("runs", "recorded_at"), ("answers", "answered_at"), ("visits", "visited_at")):
        db.execute(f"UPDATE {table} SET {column} = '9999-12-31T23:59:59.999999+00:00'")
    db.commit()
    db.close()
    number = store.record_run(report(passed=False), b"y", "site")
    assert store.latest_run("05_created").id == number
    assert store.record_answer("q", ("b",), "sure", False) == 2
    assert store.answers()["q"].choice == ("b",)
    store.visit("c", "d")


def test_a_newer_database_is_left_alone(path, fill):
    fill(path, 1)
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    store = Store(path)
    assert store.in_memory
    assert "newer version" in store.notice
    store.visit("a", "b")
    assert path.read_bytes() == before
    assert list(path.parent.glob("*damaged*")) == []
