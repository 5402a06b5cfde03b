"""Shells complete verbs and exercises: click's scripts, run by the shells that are here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.terminal.conftest import environment, run


def asked(root, words: str, at: int) -> list[str]:
    status, out, err = run(root, _STATUS_CODES_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(at))
    assert (status, err) == (0, "")
    return [line.partition(",")[2] for line in out.splitlines()]


def test_verbs_options_and_exercises_are_completed(root):
    assert {"grade", "list", "prove"} <= set(asked(root, "status-codes ", 1))
    assert asked(root, "status-codes gra", 1) == ["grade", "grade-class"]
    assert asked(root, "status-codes grade ", 2) == ["01_ping", "02_ping_again"]
    assert asked(root, "status-codes hint 02", 2) == ["02_ping_again"]
    assert asked(root, "status-codes watch ping_", 2) == ["02_ping_again"]
    assert "--all" in asked(root, "status-codes grade --", 2)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_clone_calls_run_py_and_nothing_else(root, shell):
    status, out, err = run(root, "completion", shell)
    assert (status, err) == (0, "")
    call = f"_complete COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) python3 {root}/run.py"
    assert (call if shell == "fish" else f"_complete python3 {root}/run.py)") in out
    assert out.count(f"{root}/run.py") == 2  # the function, and the call
    assert "$+commands" not in out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=out, text=True, check=True, timeout=60)


@pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="needs bash")
def test_bash_completes_with_the_script(root, tmp_path):
    (tmp_path / "python3").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (tmp_path / "python3").chmod(0o755)
    script = run(root, "completion", "bash")[1]
    asking = "COMP_WORDS=(status-codes hi); COMP_CWORD=1; _status_codes_completion; echo $COMPREPLY"
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{asking}"],
        env=environment(PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("hint\n", "")
