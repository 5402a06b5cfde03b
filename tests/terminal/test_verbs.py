"""The verbs as people type them: real processes on a copy of the course with one small exercise."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

README = """---
title: Ping means pong
lesson: 01_ping
codes: [200]
minutes: 5
level: foundation
---
Answer a ping.

## Contract

| Row | Request | Answer |
|---|---|---|
| ping | `GET /ping` | {200}, `pong` |

### Hint 1
Look at the path.
### Hint 2
A path that does not exist is {404}.
"""

STUB = """from flask import Flask

app = Flask(__name__)


@app.get("/pong")
def pong():
    return "pong"
"""

CHECKS = '''def test_ping_is_answered(client):
    """A ping is answered 200.

    Row: ping
    Source: RFC 9110 §15.3.1
    """
    assert client.get("/ping").status_code == 200
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A course folder with the real code and two small exercises."""
    root = tmp_path_factory.mktemp("course")
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("course", "templates", "static"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
    for file in ("run.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / file, root)
    (root / "lessons").mkdir()
    (root / "exercises").mkdir()
    shutil.copy(ROOT / "exercises" / "conftest.py", root / "exercises")
    for slug in ("01_ping", "02_ping_again"):
        folder = root / "exercises" / slug
        (folder / ".meta").mkdir(parents=True)
        (folder / "README.md").write_text(README, encoding="utf-8")
        (folder / f"test_{slug[3:]}.py").write_text(CHECKS, encoding="utf-8")
        (folder / ".meta" / "stub.py").write_text(STUB)
        (folder / ".meta" / "solution.py").write_text(STUB.replace("/pong", "/ping"))
    return root


@pytest.fixture
def root(copy: Path) -> Path:
    """The copy, as on the first day."""
    shutil.rmtree(copy / "instance", ignore_errors=True)
    for folder in (copy / "exercises").glob("0*"):
        shutil.copy(folder / ".meta" / "stub.py", folder / "app.py")
    return copy


def environment(**changes: str) -> dict[str, str]:
    own = {
        k: v for k, v in os.environ.items() if not k.startswith(("COURSE_", "PYTHON")) and k not in ("PORT",)
    }
    return {**own, **changes}


def run(root: Path, *argv: str, given: str = "", **changes: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, root / "run.py", *argv],
        cwd=root.parent, env=environment(**changes), input=given, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def learner_file(root: Path) -> Path:
    return root / "exercises" / "01_ping" / "app.py"


def solve(root: Path) -> None:
    learner_file(root).write_text((root / "exercises" / "01_ping" / ".meta" / "solution.py").read_text())


def test_list_shows_how_far_each_exercise_is(root):
    status, out, err = run(root, "list")
    assert (status, err) == (0, "")
    assert [line.split()[-2:] for line in out.splitlines() if "Ping means" in line] == [["not", "begun"]] * 2
    assert run(root, "grade", "1")[0] == 1
    assert "0 of 1 checks hold" in run(root, "list")[1]
    solve(root)
    status, out, _ = run(root, "grade", "01_ping")
    assert (status, "solved: 01_ping" in out) == (0, True)
    assert "Solved: 1 of 2" in run(root, "list")[1]
    shutil.copy(root / "exercises" / "01_ping" / ".meta" / "stub.py", learner_file(root))
    run(root, "grade", "1")
    assert "0 of 1 checks hold, solved before" in run(root, "list")[1]


def test_grade_says_what_pytest_says_and_everything_ends_with_a_table(root):
    status, out, _ = run(root, "grade", "--all")
    assert status == 1
    assert [line.split()[0] for line in out.splitlines()] == ["exercise", "01_ping", "02_ping_again"]
    status, out, _ = run(root, "grade", "ping")
    assert "404 Not Found" in out
    assert "hint 01 1" in out or "GET" in out or "curl" in out


@pytest.mark.parametrize("word", ["1", "01", "ping", "01_ping", "exercises/01_ping", "exercises/01_ping/"])
def test_an_exercise_goes_by_many_names(root, word):
    assert run(root, "hint", word, "1")[1].startswith("01_ping: hint 1 of 2")


@pytest.mark.parametrize("verb", ["hint", "reset", "restore", "grade"])
def test_an_unknown_exercise_is_told_the_nearest(root, verb):
    status, out, err = run(root, verb, "01_pong")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "Did you mean 01_ping" in err


def test_an_unknown_verb_is_told_the_nearest(root):
    status, out, err = run(root, "lits")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "Did you mean list?" in err


def test_hints_open_one_after_the_other(root):
    assert "Look at the path." in run(root, "hint", "1")[1]
    status, out, _ = run(root, "hint", "1")
    assert "404 Not Found" in out
    status, out, _ = run(root, "hint", "1")
    assert status == 0
    assert "the last one" in out
    status, out, err = run(root, "hint", "1", "3")
    assert (status, out) == (2, "")
    assert "1 to 2" in err


def test_reset_keeps_the_text_and_restore_brings_it_back(root):
    mine = b"# na\xc3\xafve\r\n\xff"
    learner_file(root).write_bytes(mine)
    status, out, _ = run(root, "reset", "1")
    assert (status, "restore 01" in out) == (0, True)
    assert learner_file(root).read_text() == STUB
    assert run(root, "reset", "1")[1] == "01_ping is as at the start.\n"

    learner_file(root).write_bytes(b"second")
    run(root, "grade", "1")
    status, out, _ = run(root, "restore", "1", "--list")
    assert [line.split()[-2] for line in out.splitlines()] == [str(len(mine))]
    status, out, _ = run(root, "restore", "1")
    assert status == 0
    assert learner_file(root).read_bytes() == mine
    run(root, "restore", "1")
    assert learner_file(root).read_bytes() == b"second"
    status, _, err = run(root, "restore", "1", "7")
    assert (status, "1 to 1" in err) == (2, True)


def test_nothing_to_restore_is_said(root):
    status, out, err = run(root, "restore", "1")
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_reset_replaces_nothing_when_the_text_cannot_be_kept(root, tmp_path):
    (tmp_path / "file").touch()
    learner_file(root).write_text("mine")
    status, _, err = run(root, "reset", "1", COURSE_INSTANCE=str(tmp_path / "file" / "below"))
    assert status == 1
    assert "in memory only" in err
    assert learner_file(root).read_text() == "mine"


def test_reset_makes_a_missing_file(root):
    learner_file(root).unlink()
    assert run(root, "reset", "1")[0] == 0
    assert learner_file(root).read_text() == STUB


def test_export_and_import_carry_the_progress(root, tmp_path):
    solve(root)
    run(root, "grade", "1")
    file = tmp_path / "progress.json"
    assert run(root, "export", str(file))[0] == 0
    printed = json.loads(run(root, "export", "-")[1])
    assert json.loads(file.read_text()) | {"exported_at": printed["exported_at"]} == printed
    other = str(tmp_path / "other")
    status, out, _ = run(root, "import", str(file), COURSE_INSTANCE=other)
    assert (status, "1 run" in out) == (0, True)
    assert "Solved: 1 of 2" in run(root, "list", COURSE_INSTANCE=other)[1]
    assert "0 runs" in run(root, "import", "-", given=file.read_text(), COURSE_INSTANCE=other)[1]


@pytest.mark.parametrize("text", ["", "no json", "[" * 100_000, "{}", '{"format": 1}'])
def test_garbage_is_not_imported(root, text):
    status, out, err = run(root, "import", "-", given=text)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.endswith("Nothing was changed.\n")


def test_a_file_that_is_not_there_is_not_imported(root, tmp_path):
    status, out, err = run(root, "import", str(tmp_path / "none.json"))
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_doctor_looks_at_everything(root):
    status, out, _ = run(root, "doctor")
    lines = out.splitlines()
    assert all(line.startswith(("ok  ", "not ok  ")) for line in lines)
    for word in ("Python", "SQLite", "progress", "exercises", "port 8000", "encoding"):
        assert word in out
    assert status == int(any(line.startswith("not ok") for line in lines))


def test_check_names_file_and_line_of_a_mistake(root):
    lesson = root / "lessons" / "01_ping"
    lesson.mkdir(exist_ok=True)
    (lesson / "lesson.md").write_text("no front matter\n")
    try:
        status, out, err = run(root, "check")
    finally:
        shutil.rmtree(lesson)
    assert status == 1
    assert "lessons/01_ping/lesson.md:1:" in out.replace(os.sep, "/")
    assert "mistake" in err


def test_a_terminal_without_the_characters_shows_others(root):
    readme = root / "exercises" / "01_ping" / "README.md"
    readme.write_text(README.replace("Look", "Look →"), encoding="utf-8")
    try:
        status, out, err = run(root, "hint", "1", "1", PYTHONIOENCODING="latin-1")
    finally:
        readme.write_text(README, encoding="utf-8")
    assert (status, err) == (0, "")
    assert "Look ? at the path." in out


@pytest.mark.skipif(os.name == "nt", reason="pipes break differently")
def test_a_reader_that_leaves_early_is_no_error(root):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, root / "run.py", "list"], stdout=writing, stderr=subprocess.PIPE, env=environment()
    )
    os.close(writing)
    assert done.stderr == b""


def test_the_verbs_are_verbs_of_flask_too(root):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "course", "hint", "1", "1"],
        cwd=root, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.startswith("01_ping: hint 1 of 2"), done


# serve


def serve(root: Path, *argv: str, **changes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, root / "run.py", *argv],
        cwd=root.parent,
        env=environment(**changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.sockets
@pytest.mark.parametrize("end", ["SIGINT", "SIGTERM"])
@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_serve_says_one_line_answers_and_ends_cleanly(root, end):
    server = serve(root, "--port", "0")
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        url = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        with urllib.request.urlopen(url, timeout=20) as answer:
            assert answer.status == 200
        server.send_signal(getattr(signal, end))
        out, err = server.communicate(timeout=20)
        assert (server.returncode, out, err) == (0, "", "")
    finally:
        if server.poll() is None:
            server.kill()
            server.communicate()


@pytest.mark.sockets
def test_a_taken_port_is_named_with_a_free_one(root):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        begun = time.perf_counter()
        status, out, err = run(root, PORT=port)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert f"Port {port} is taken" in err
        assert time.perf_counter() - begun < 10
    other = int(err.split("--port ")[1])
    assert other != int(port)
    socket.create_server(("127.0.0.1", other)).close()


@pytest.mark.sockets
def test_an_address_that_others_reach_is_warned_of(root):
    server = serve(root, "serve", "--host", "0.0.0.0", "--port", "0")
    try:
        assert server.stdout is not None
        assert "http://127.0.0.1:" in server.stdout.readline()
    finally:
        server.terminate()
        _, err = server.communicate(timeout=20)
    assert err.startswith("Warning: 0.0.0.0")
    assert err.count("\n") == 1


def test_an_address_of_another_machine_is_refused(root):
    status, out, err = run(root, "--host", "192.0.2.1", "--no-browser")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "no address of this machine" in err


def test_what_can_only_be_reached_from_here():
    from course.terminal.serve import is_loopback, names_of, shown_host

    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "example.org")))
    assert names_of("127.0.0.1") == ()
    assert names_of("192.168.1.5") == ("192.168.1.5",)
    assert shown_host("::1") == "[::1]"
