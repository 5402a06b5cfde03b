"""What a terminal shows and what a pipe gets: marks, colour, columns, backticks, places."""

from __future__ import annotations

import io
import os
import re
import struct
import sys
from pathlib import Path

import pytest

from course.grading.style import PLAIN
from course.terminal.screen import MARKS, Screen, shown, wants_colour
from tests.terminal.conftest import environment, run

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(root: Path, columns: int, *argv: str, **changes: str) -> tuple[int, str]:
    """Run a verb on a pseudo-terminal of that width; return its exit status and what stands there."""
    import fcntl
    import pty
    import termios

    child, terminal = pty.fork()
    if child == 0:
        env = environment(TERM="xterm", **changes)
        os.execve(sys.executable, [sys.executable, str(root / "run.py"), *argv], env)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    said = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # Linux's way of saying that the other end is closed
            break
        if not more:
            break
        said += more
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, said.decode("utf-8").replace("\r\n", "\n")


posix = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


@posix
@pytest.mark.parametrize("columns", [50, 80, 200])
def test_a_terminal_gets_marks_and_no_line_of_prose_beyond_its_columns(root, columns):
    status, said = on_terminal(root, columns, "grade", "1", NO_COLOR="")
    assert status == 1
    assert "◇ not yet" in ANSI.sub("", said).replace("  ", " ")
    assert "\x1b[33m" in said
    prose = [line for line in ANSI.sub("", said).splitlines() if not line.startswith(("  $ ", "  < "))]
    assert [line for line in prose if len(line) > min(columns, 100)] == []


@posix
def test_the_list_fits_a_narrow_terminal(root):
    _, said = on_terminal(root, 44, "list", NO_COLOR="1")
    assert "\x1b" not in said
    rows = [line for line in said.splitlines() if "not tried yet" in line]
    assert len(rows) == 2
    assert all("□ " in row and len(row) <= 44 for row in rows)


def test_a_pipe_gets_neither_marks_nor_colour_unless_asked(root):
    said = run(root, "grade", "1")[1]
    assert "\x1b" not in said
    assert not set(said) & set(MARKS.values())
    assert "\x1b[33m" in run(root, "grade", "1", FORCE_COLOR="1", PYTHONIOENCODING="utf-8")[1]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("env", "terminal", "pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": ""}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR": "0"}, False, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_who_gets_colour(env, terminal, pipe):
    assert (wants_colour(Terminal(), env), wants_colour(io.StringIO(), env)) == (terminal, pipe)


def test_code_is_bold_where_it_can_be_and_keeps_its_backticks_elsewhere():
    text = "Look at `add_recipe`."
    assert Screen(coloured=True).wrapped(text) == ["Look at \x1b[1madd_recipe\x1b[0m."]
    assert Screen(coloured=False).wrapped(text) == PLAIN.wrapped(text) == [text]
    first, second = Screen(width=30, coloured=True).wrapped("Never say that it is `return jsonify(x)` here.")
    assert first.endswith("\x1b[1mreturn\x1b[0m")
    assert second == "\x1b[1mjsonify(x)\x1b[0m here."


def test_a_place_is_relative_only_below_the_current_folder(tmp_path, monkeypatch):
    file = tmp_path / "exercises" / "app.py"
    monkeypatch.chdir(tmp_path)
    assert shown(file) == os.path.join("exercises", "app.py")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert shown(file) == str(file)
