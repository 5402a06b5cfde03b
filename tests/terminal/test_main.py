"""What holds for every verb."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.terminal.conftest import README, environment, run


def test_an_unknown_verb_is_told_the_nearest(root):
    status, out, err = run(root, "lits")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "Did you mean list?" in err


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
