"""How verbs end: an output that cannot be written, a reader that leaves, Ctrl-C early and late."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import environment, learner_file, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and signals are those of POSIX")
UNWRITABLE = "The standard output cannot be written ({}).\n"


def in_shell(root: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which "$@" is the course."""
    argv = ["sh", "-c", line, "sh", sys.executable, str(root / "run.py")]
    return subprocess.run(argv, env=environment(), capture_output=True, text=True, timeout=60)


def start(root: Path, *argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, root / "run.py", *argv],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a file that is always full")
@pytest.mark.parametrize("verb", ["--help", "list", "hint 1", "grade 1", "reset 1", "doctor", "export -"])
def test_an_output_without_room_is_one_sentence(root, verb):
    done = in_shell(root, f'"$@" {verb} >/dev/full')
    assert (done.returncode, done.stderr) == (1, UNWRITABLE.format("No space left on device"))


@pytest.mark.parametrize("verb", ["--help", "list", "grade 1", "export -", "serve --port 0 --no-browser"])
def test_a_closed_output_is_one_sentence(root, verb):
    done = in_shell(root, f'"$@" {verb} >&-')
    assert (done.returncode, done.stderr) == (1, UNWRITABLE.format("Bad file descriptor"))


def test_nothing_is_written_into_a_file_that_took_the_place_of_a_closed_stream(root):
    done = in_shell(root, '"$@" grade 1 <&- >&- 2>&-; "$@" restore 1 --list; "$@" export -')
    assert '"exercise": "01_ping"' in done.stdout, done
    assert done.stderr.startswith("There is no earlier text"), done


def test_a_hint_that_nobody_saw_is_not_open(root):
    in_shell(root, '"$@" hint 1 >&-')
    assert run(root, "hint", "1")[1].startswith("01_ping: hint 1 of 2")


@pytest.mark.parametrize(("verb", "status"), [("list", 0), ("grade 1", 1), ("grade 1 2", 1), ("hint 1", 0)])
def test_a_reader_that_leaves_changes_no_status(root, verb, status):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, root / "run.py", *verb.split()],
        env=environment(), stdout=writing, stderr=subprocess.PIPE, timeout=60,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.fixture
def interrupting(tmp_path: Path) -> dict[str, str]:
    """An environment in which Python presses Ctrl-C itself at the moment that MOMENT names."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "def press(event, details):\n"
        "    moment = f'import {details[0]}' if event == 'import' else event\n"
        "    if moment == os.environ['MOMENT']:\n"
        "        os.environ['MOMENT'] = 'never again'\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "sys.addaudithook(press)\n"
    )
    return {"PYTHONPATH": str(tmp_path)}


@pytest.mark.parametrize("verb", ["list", "grade 1", "reset 1"])
@pytest.mark.parametrize(
    ("moment", "ending"),
    [
        ("import hashlib", (-signal.SIGINT, "")),  # nothing has begun
        ("import course.terminal.main", (130, "Interrupted.\n")),
        ("import click", (130, "Interrupted.\n")),
        ("sqlite3.connect", (130, "Interrupted.\n")),
    ],
)
def test_ctrl_c_at_any_moment_leaves_one_sentence_and_whole_files(root, interrupting, verb, moment, ending):
    learner_file(root).write_text("mine")
    status, _, err = run(root, *verb.split(), MOMENT=moment, **interrupting)
    assert (status, err) == ending
    assert learner_file(root).read_text() == "mine"
    assert not list(learner_file(root).parent.glob("app.py?*"))


def test_ctrl_c_where_python_drops_what_is_raised_ends_the_verb_too(root, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import signal, sys\n"
        "class Callback:\n"
        "    def __del__(self):\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "def press(event, details):\n"
        "    if event == 'import' and details[0] == 'course.terminal.group':\n"
        "        Callback()\n"
        "sys.addaudithook(press)\n"
    )
    status, out, err = run(root, "list", PYTHONPATH=str(tmp_path))
    assert (status, out, err) == (130, "", "Interrupted.\n")


def test_ctrl_c_while_a_process_is_started_for_the_checks(root, interrupting):
    status, out, err = run(root, "grade", "1", MOMENT="subprocess.Popen", **interrupting)
    assert (status, out, err) == (130, "", "Interrupted.\n")


def test_ctrl_c_ends_watching_with_one_sentence(root):
    process = start(root, "watch")
    assert process.stdout is not None
    while "h hint" not in process.stdout.readline():
        pass
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "Interrupted.\n")
