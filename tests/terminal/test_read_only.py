"""A course that may only be read: every verb works, or says in one sentence what keeps it from that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import environment, learner_file, solve
from tests.terminal.test_serve import status_of

MEMORY = "Progress is kept in memory only and is lost when the course ends: "
REMEDY = "COURSE_WORK=DIR in front of the command keeps it, and your files, in a folder of yours."


def set_mode(root: Path, writable: bool) -> None:
    for place, _, files in os.walk(root):
        for path in (Path(place), *(Path(place) / name for name in files)):
            mode = path.stat().st_mode & 0o777
            path.chmod(mode | 0o200 if writable else mode & ~0o222)


@pytest.fixture
def read_only(root: Path) -> Iterator[Path]:
    """The copy of the course, without the right to write anywhere in it."""
    set_mode(root, False)
    yield root
    set_mode(root, True)


@pytest.fixture
def verb(read_only: Path, bound: list[str], tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    def typed(*argv: str, **changes: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [*bound, sys.executable, read_only / "run.py", *argv],
            cwd=tmp_path, env=environment(**changes), capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert "Traceback" not in done.stdout + done.stderr, (argv, done.stderr)
        return done.returncode, done.stdout, done.stderr

    return typed


def exercise(root: Path) -> str:
    return str(root / "exercises" / "01_ping")


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["list"], 0),
        (["progress"], 0),
        (["recall"], 0),
        (["hint", "1"], 0),
        (["reset", "1"], 0),
        (["grade", "1"], 1),
        (["export", "-"], 0),
        (["take"], 0),
    ],
)
def test_what_works_without_writing_says_once_that_nothing_is_kept(verb, argv, status):
    found, out, err = verb(*argv)
    assert (found, bool(out)) == (status, True), err
    assert err.startswith(MEMORY) and err.endswith(f"{REMEDY}\n") and err.count("\n") == 1


@pytest.mark.parametrize("argv", [["--version"], ["search", "404"], ["completion", "bash"]])
def test_what_needs_no_progress_says_nothing(verb, argv):
    assert verb(*argv)[::2] == (0, "")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["sign"], "checks.json cannot be"),
        (["new", "lesson", "more"], "cannot be used (Permission denied)"),
        (["open"], "The course does not run now."),
    ],
)
def test_what_must_write_is_one_sentence(verb, argv, words):
    status, out, err = verb(*argv)
    assert (status, out, err.count("\n")) == (1, "", 1) and words in err


def test_a_learners_text_is_never_replaced_without_being_kept(root, verb):
    status, out, err = verb("grade", "1")
    set_mode(root, True)
    solve(root)
    mine = learner_file(root).read_text()
    set_mode(root, False)
    assert verb("grade", "1")[0] == 0
    status, out, err = verb("reset", "1")
    assert (status, out) == (1, "") and "is not replaced, because its text could not be kept" in err
    assert learner_file(root).read_text() == mine


def test_pytest_grades_and_leaves_nothing_out(root, verb):
    assert verb("pytest", "-q", exercise(root))[::2] == (1, "")
    set_mode(root, True)
    solve(root)
    set_mode(root, False)
    assert verb("pytest", "-q", exercise(root))[::2] == (0, "")


def test_doctor_names_the_way_out(verb):
    status, out, _ = verb("doctor")
    assert status == 1 and "COURSE_WORK names a folder that you may write" in out


def test_with_a_workspace_everything_is_kept(read_only, verb, tmp_path):
    work = tmp_path / "Meine Übungen"
    named = {"COURSE_WORK": str(work)}
    assert verb("list", **named)[::2] == (0, f"Your exercises are in {work / 'exercises'}.\n")
    assert verb("grade", "1", **named)[::2] == (1, "")
    solved = (read_only / "exercises" / "01_ping" / ".meta" / "solution.py").read_text()
    (work / "exercises" / "01_ping" / "app.py").write_text(solved)
    assert verb("grade", "1", **named)[::2] == (0, "")
    assert "Solved: 1 of 2" in verb("list", **named)[1]
    assert verb("reset", "1", **named)[::2] == verb("restore", "1", **named)[::2] == (0, "")
    assert verb("pytest", "-q", str(work / "exercises" / "01_ping"), **named)[::2] == (0, "")


@pytest.mark.sockets
def test_it_is_served_from_memory_and_says_so(read_only, bound, tmp_path):
    server = subprocess.Popen(
        [*bound, sys.executable, read_only / "run.py", "--port", "0", "--no-browser"],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        base, key = server.stdout.readline().split()[4].split("?key=")
        assert status_of(base, Authorization=f"Bearer {key}") == 200
    finally:
        server.terminate()
        _, err = server.communicate(timeout=20)
    assert server.returncode == 0 and MEMORY in err and "The key cannot be kept" in err
