"""The progress store: real SQLite files, real processes, real damage."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import fields
from pathlib import Path

import pytest

from course.places import instance_dir
from course.progress import imported, schema
from course.progress import store as progress
from course.progress.store import Store
from course.values.progress import digest
from course.values.report import CheckResult, Report

ROOT = Path(__file__).resolve().parents[2]
#: Versions that the schema has now.
RELEASED = len(schema.versions(schema.SCHEMA.read_text(encoding="utf-8")))

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


def report(slug="05_created", passed=True, text="came back") -> Report:
    outcome = "passed" if passed else "wrong"
    check = CheckResult(
        "test_x", "A rule.", outcome, rows=("create",), response_headers=(("A", "b"),), came_back=text
    )
    return Report(slug, (check,), finished="2026-01-01T10:00:00+01:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "progress.sqlite"


@pytest.fixture
def store(path: Path):
    store = Store(path)
    yield store
    store.close()


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


def rows(path: Path, sql: str) -> list[tuple]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


# Answers


def test_the_latest_answer_counts_and_says_which_attempt_it_is(store):
    assert store.record_answer("q", ("201",), "guessing", False) == 1
    assert store.record_answer("q", ("200", "204"), "sure", True) == 2
    assert store.record_answer("other", ("believed",), "", False) == 1

    latest = store.answers()["q"]
    assert latest.choice == ("200", "204")
    assert (latest.confidence, latest.right, latest.attempt) == ("sure", True, 2)
    assert [answer.attempt for answer in store.attempts("q")] == [1, 2]
    assert [answer.choice for answer in store.attempts("q")] == [("201",), ("200", "204")]
    assert set(store.answers(["q", "never asked"])) == {"q"}
    assert store.answers(["q"])["q"] == latest


def test_a_question_never_answered_has_no_answer(store):
    assert store.answers() == {}
    assert store.attempts("q") == ()


def test_an_answer_of_a_clock_set_back_is_still_the_latest(store, monkeypatch):
    store.record_answer("q", ("first",), "", True)

    class Earlier(progress.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(progress, "datetime", Earlier)
    store.record_answer("q", ("second",), "", True)
    assert store.answers()["q"].choice == ("second",)
    assert store.attempts("q")[0].answered_at < store.attempts("q")[1].answered_at


def test_an_unknown_confidence_is_refused(store):
    with pytest.raises(sqlite3.IntegrityError):
        store.record_answer("q", ("a",), "perhaps", True)
    assert store.answers() == {}


# Runs and sources


def test_a_run_comes_back_as_it_was_recorded(store):
    source = b"app = Flask(__name__)\r\n"
    number = store.record_run(report(passed=False), source, "site")
    run = store.run(number)
    assert run == store.latest_run("05_created")
    assert run.report == report(passed=False)
    assert (run.exercise, run.outcome, run.solved, run.held, run.total) == (
        "05_created",
        "wrong",
        False,
        0,
        1,
    )
    assert (run.door, run.source_hash) == ("site", digest(source))
    assert store.source(run.source_hash) == source
    assert run.recorded_at.endswith("+00:00")


def test_nothing_is_found_before_it_is_recorded(store):
    assert store.latest_run("05_created") is None
    assert store.run(1) is None
    assert store.run(10**30) is None
    assert store.runs("05_created") == ()
    assert store.latest_runs() == {}
    assert store.source("0" * 64) is None
    assert store.solved() == store.ever_solved() == set()


def test_solved_means_that_the_newest_run_is_solved(store):
    store.record_run(report("05_created"), None, "site")
    store.record_run(report("05_created", passed=False), None, "site")
    store.record_run(report("06_no_content", passed=False), None, "site")
    store.record_run(report("06_no_content"), None, "terminal")
    assert store.solved() == {"06_no_content"}
    assert store.ever_solved() == {"05_created", "06_no_content"}
    assert {slug: run.solved for slug, run in store.latest_runs().items()} == {
        "05_created": False,
        "06_no_content": True,
    }


def test_runs_are_newest_first_and_limited(store):
    numbers = [store.record_run(report(), None, "watch") for _ in range(5)]
    assert [run.id for run in store.runs("05_created", limit=3)] == numbers[:1:-1]


def test_the_same_text_is_stored_once_and_is_the_newest_again(store):
    store.record_run(report(), b"one", "site")
    store.record_run(report(), b"two", "site")
    store.keep_source("05_created", b"one")
    assert [store.source(text.hash) for text in store.sources("05_created")] == [b"one", b"two"]
    assert [text.size for text in store.sources("05_created")] == [3, 3]
    assert rows(store.path, "SELECT count(*) FROM sources") == [(2,)]
    assert store.sources("06_no_content") == ()


def test_a_report_with_half_a_surrogate_pair_is_kept(store):
    store.record_run(report(text="\ud83d"), None, "site")
    assert store.latest_run("05_created").report.checks[0].came_back == "\ud83d"


def test_a_report_of_a_later_version_is_read_without_its_new_fields(store):
    store.record_run(report(), None, "site")
    db = sqlite3.connect(store.path)
    values = json.loads(db.execute("SELECT report FROM runs").fetchone()[0])
    values["colour"] = values["checks"][0]["taste"] = "new"
    db.execute("UPDATE runs SET report = ?", (json.dumps(values),))
    db.commit()
    db.close()
    assert store.latest_run("05_created").report == report()


def test_the_newest_runs_cost_no_scan_of_all_runs(store):
    plan = rows(store.path, "EXPLAIN QUERY PLAN SELECT exercise FROM latest_runs WHERE solved = 1")
    scans = [line[3] for line in plan if line[3].startswith("SCAN") and "runs" in line[3]]
    assert scans == []


# Hints and visits


def test_the_highest_hint_is_remembered(store):
    assert store.hints("05_created") == 0
    store.record_hint("05_created", 2)
    store.record_hint("05_created", 1)
    assert store.hints("05_created") == 2


def test_the_last_visit_is_the_step_opened_last(store):
    assert store.last_visit() is None
    store.visit("01_number", "a")
    store.visit("02_families", "b")
    store.visit("01_number", "a")
    assert store.last_visit() == ("01_number", "a")
    assert store.visited() == {("01_number", "a"), ("02_families", "b")}


# Threads and processes


@pytest.mark.threads
def test_threads_write_without_loss_and_their_connections_end_with_them(store):
    def work(name: str) -> None:
        for n in range(20):
            store.record_answer(name, (str(n),), "", True)

    threads = [threading.Thread(target=work, args=(f"q{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.attempt for answer in store.answers().values()} == {20}
    late = threading.Thread(target=work, args=("late",))
    late.start()
    late.join()
    assert len(store._connections) <= 2


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
        "import sys; from course.progress import Store;"
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
        "import sys, gc, sqlite3; from course.progress import Store; kept = []\n"
        "for path in sys.argv[1:]:\n"
        "    store = Store(path); kept.append(store._memory or store._thread_connection()); del store\n"
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


def fill(path: Path, count: int = 200) -> None:
    store = Store(path)
    for n in range(count):
        store.record_run(report(text=f"{n} " * 100), f"text {n}".encode(), "site")
    store.close()


@pytest.mark.parametrize("damage", ["garbage", "truncated", "header", "holes"])
def test_a_damaged_file_is_set_aside_and_the_course_goes_on(path, damage):
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


def test_the_log_beside_a_damaged_file_goes_with_it(path):
    fill(path, 3)
    path.write_bytes(b"garbage" * 1000)
    Path(f"{path}-wal").write_bytes(b"log of the old file")
    store = Store(path)
    asides = sorted(file.name for file in path.parent.glob("progress.damaged-*"))
    assert any(name.endswith("-wal") for name in asides)
    assert store.health() == "ok"
    store.close()


def test_damage_found_while_at_work_is_handled_too(path):
    fill(path)
    store = Store(path)
    whole = path.read_bytes()
    with path.open("r+b") as file:  # the same file, overwritten in place
        file.seek(4096)
        file.write(b"\xff" * (len(whole) - 4096))
    store._thread_connection().execute("PRAGMA shrink_memory")  # forget the pages read before
    number = store.record_run(report("06_no_content"), b"x", "site")
    assert store.run(number).exercise == "06_no_content"
    assert "damaged" in store.notice
    store.close()


def test_an_empty_file_is_a_new_database(path):
    path.parent.mkdir()
    path.touch()
    store = Store(path)
    assert store.notice == ""
    assert store.record_answer("q", ("a",), "", True) == 1
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete an open file")
def test_a_file_deleted_while_at_work_is_made_again(store):
    store.visit("a", "b")
    for file in store.path.parent.iterdir():
        file.unlink()
    store.visit("c", "d")
    assert rows(store.path, "SELECT lesson FROM visits") == [("c",)]


@pytest.mark.threads
def test_when_no_folder_can_be_made_the_course_goes_on_in_memory(tmp_path):
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
def test_a_read_only_place_is_read_and_gone_on_with_in_memory(path, what):
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
def test_a_place_of_somebody_else_is_read_and_gone_on_with_in_memory(tmp_path_factory, what):
    import shutil
    import tempfile

    base = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    try:
        base.chmod(0o755)
        path = base / "instance" / "progress.sqlite"
        fill(path, 1)
        path.parent.chmod(0o777 if what == "file" else 0o755)
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


def test_a_full_disk_moves_the_store_into_memory_without_losing_the_run(store, path):
    store.record_run(report(), b"x", "site")
    pages = rows(path, "PRAGMA page_count")[0][0]
    db = store._thread_connection()
    db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to be full
    number = store.record_run(report("06_no_content"), os.urandom(100_000), "site")
    assert store.in_memory
    assert store.run(number).solved
    assert store.solved() == {"05_created", "06_no_content"}
    assert rows(path, "SELECT exercise FROM runs") == [("05_created",)]


# Versions


def test_a_newer_database_is_left_alone(path):
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


def test_an_older_database_plays_the_versions_it_lacks(path, tmp_path, monkeypatch):
    fill(path, 3)
    newer = tmp_path / "schema.sql"
    newer.write_text(
        schema.SCHEMA.read_text(encoding="utf-8")
        + "\n-- version 99\n\nALTER TABLE hints ADD COLUMN opened_at TEXT; -- with; a trap\n"
        + "CREATE TABLE cards (id INTEGER PRIMARY KEY,\n    due TEXT\n);\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(progress, "SCHEMA", newer)
    store = Store(path)
    assert store.notice == ""
    assert len(store.runs("05_created")) == 3
    store.record_hint("05_created", 1)
    assert rows(path, "SELECT exercise, opened_at FROM hints") == [("05_created", None)]
    assert rows(path, "SELECT * FROM cards") == []
    assert rows(path, "PRAGMA user_version") == [(RELEASED + 1,)]
    store.close()


def test_the_first_database_ever_made_is_brought_up_to_date(path):
    first = schema.versions(schema.SCHEMA.read_text(encoding="utf-8"))[0]
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.executescript(first + "PRAGMA user_version = 1; INSERT INTO hints VALUES ('05_created', 3);")
    db.close()
    store = Store(path)
    assert store.hints("05_created") == 3
    assert store.import_(store.export()).total == 0
    assert rows(path, "PRAGMA user_version") == [(RELEASED,)]
    store.close()


def test_a_version_that_fails_changes_nothing(path, tmp_path, monkeypatch):
    fill(path, 1)
    newer = tmp_path / "schema.sql"
    text = schema.SCHEMA.read_text(encoding="utf-8")
    newer.write_text(
        text + "\n-- version 99\nCREATE TABLE cards (id);\nCREATE TABLE cards (id);\n", encoding="utf-8"
    )
    monkeypatch.setattr(progress, "SCHEMA", newer)
    with pytest.raises(sqlite3.OperationalError):
        Store(path)
    assert rows(path, "PRAGMA user_version") == [(RELEASED,)]
    assert rows(path, "SELECT name FROM sqlite_master WHERE name = 'cards'") == []


def test_opened_references_are_remembered_and_travel(path, tmp_path):
    store = Store(path)
    assert store.revealed("05_created") == ""
    store.reveal("05_created")
    first = store.revealed("05_created")
    store.reveal("05_created")
    assert store.revealed("05_created") == first != ""

    other = Store(tmp_path / "other.sqlite")
    other.import_(store.export())
    assert other.revealed("05_created") == first
    before = {key: value for key, value in store.export().items() if key != "reveals"}
    other.import_(before)  # an export of an earlier version


def test_the_newest_run_and_changes_can_be_asked_cheaply(path):
    store, other = Store(path), Store(path)
    assert store.latest_run_id("05_created") is None
    seen = store.changes()
    assert store.changes() == seen
    number = other.record_run(Report("05_created", ()), None, "terminal")

    assert store.changes() != seen
    assert store.latest_run_id("05_created") == number


# Export and import


def filled(path: Path) -> Store:
    store = Store(path)
    store.record_answer("q", ("a", "b"), "sure", True)
    store.record_answer("q", ("c",), "", False)
    store.record_run(report(), "naïve 〒".encode(), "site")
    store.record_run(report(passed=False, text="\ud83d"), b"\xff\xfe not UTF-8", "terminal")
    store.keep_source("06_no_content", b"")
    store.record_hint("05_created", 2)
    store.visit("01_number", "a")
    return store


def without_time(values: dict) -> dict:
    return {key: value for key, value in values.items() if key != "exported_at"}


def test_export_goes_through_json_and_import_gives_the_same_course(store, tmp_path):
    old = filled(tmp_path / "old.sqlite")
    exported = json.loads(json.dumps(old.export()))
    added = store.import_(exported)
    assert (added.answers, added.runs, added.sources, added.hints, added.visits) == (2, 2, 3, 1, 1)
    assert without_time(store.export()) == without_time(exported)
    assert store.answers() == old.answers()
    assert store.latest_run("05_created").report == old.latest_run("05_created").report
    assert store.sources("05_created") == old.sources("05_created")
    old.close()


def test_import_merges_without_duplicates(store, tmp_path):
    old = filled(tmp_path / "old.sqlite")
    store.record_answer("q", ("mine",), "guessing", True)
    store.record_hint("05_created", 3)
    store.import_(old.export())
    assert store.import_(old.export()).total == 0
    assert [answer.choice for answer in store.attempts("q")] == [("a", "b"), ("c",), ("mine",)]
    assert store.hints("05_created") == 3
    assert len(store.runs("05_created")) == 2
    old.close()


def test_a_time_of_another_zone_keeps_its_place(store, tmp_path):
    store.record_answer("q", ("now",), "", True)
    values = store.export()
    values["answers"] = [{**values["answers"][0], "uid": "x", "answered_at": "2020-01-01T23:30:00+14:00"}]
    store.import_(values)
    assert [answer.answered_at for answer in store.attempts("q")][0] == "2020-01-01T09:30:00.000000+00:00"


def spoil(values: dict, place: tuple, value: object) -> dict:
    """Return a copy of an export with one value replaced; KeyError deletes it."""
    copy = json.loads(json.dumps(values))
    inner = copy
    for key in place[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return copy


SPOILS = [
    (("format",), "something else"),
    (("version",), 2),
    (("version",), True),
    (("answers",), KeyError),
    (("answers",), {"a": 1}),
    (("answers", 0), None),
    (("answers", 0, "uid"), ""),
    (("answers", 0, "choice"), "201"),
    (("answers", 0, "choice"), [1]),
    (("answers", 0, "confidence"), "perhaps"),
    (("answers", 0, "right"), 1),
    (("answers", 0, "question"), "\ud83d"),
    (("answers", 0, "answered_at"), "yesterday"),
    (("answers", 0, "answered_at"), "2026-01-01T00:00:00"),
    (("answers", 0, "answered_at"), "0001-01-01T00:00:00+14:00"),
    (("runs", 0, "report"), None),
    (("runs", 0, "report"), {}),
    (("runs", 0, "report", "checks"), KeyError),
    (("runs", 0, "report", "checks"), 5),
    (("runs", 0, "report", "checks", 0, "outcome"), "splendid"),
    (("runs", 0, "report", "checks", 0, "rule"), 5),
    (("runs", 0, "report", "checks", 0, "rows"), [5]),
    (("runs", 0, "report", "checks", 0, "response_headers"), [["one"], 7]),
    (("runs", 0, "report", "exercise"), 5),
    (("runs", 0, "door"), None),
    (("runs", 0, "recorded_at"), 7),
    (("sources",), []),
    (("sources", "0" * 64), {"text": "not that hash"}),
    (("sources", digest(b"")), {"base64": "***"}),
    (("sources", digest(b"")), {}),
    (("exercise_sources", 0, "hash"), "f" * 64),
    (("hints", "05_created"), 0),
    (("hints", "05_created"), 10**30),
    (("hints", "05_created"), "2"),
    (("visits", 0, "step"), None),
]


@pytest.mark.parametrize(("place", "value"), SPOILS, ids=lambda part: str(part)[:40])
def test_a_malformed_export_is_refused_and_changes_nothing(store, tmp_path, place, value):
    old = filled(tmp_path / "old.sqlite")
    spoiled = spoil(old.export(), place, value)
    old.close()
    with pytest.raises(ValueError, match=r"[Ee]xported progress|format") as refused:
        store.import_(spoiled)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
    assert store.export()["answers"] == store.export()["runs"] == []
    assert store.export()["sources"] == {}


@pytest.mark.parametrize("garbage", [None, [], "text", 5, {}, {"format": None}])
def test_something_else_than_an_export_is_refused(store, garbage):
    with pytest.raises(ValueError):
        store.import_(garbage)


def test_the_type_of_every_field_of_a_report_is_checked():
    annotations = {str(field.type) for kind in (Report, CheckResult) for field in fields(kind)}
    assert annotations <= set(imported._FITS)


# Where it is


def test_the_instance_folder_can_be_named(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_INSTANCE", raising=False)
    assert instance_dir(tmp_path) == tmp_path / "instance"
    monkeypatch.setenv("COURSE_INSTANCE", str(tmp_path / "elsewhere"))
    assert instance_dir(tmp_path) == tmp_path / "elsewhere"
