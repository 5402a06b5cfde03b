"""What holds for every verb."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tomllib

import pytest

from course.terminal.group import main, say
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
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_an_interrupted_verb_says_so_in_one_word_and_nothing_else(root):
    lesson = root / "lessons" / "01_ping"
    lesson.mkdir()
    (lesson / "lesson.md").write_text("---\ntitle: T\n---\n")
    (lesson / "README.md").write_text("")
    os.mkfifo(root / "exercises" / "01_ping" / "test_waits.py")  # whoever reads it waits
    try:
        verb = subprocess.Popen(
            [sys.executable, root / "run.py", "check"],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        writing = os.open(root / "exercises" / "01_ping" / "test_waits.py", os.O_WRONLY)  # it is at work
        verb.send_signal(signal.SIGINT)
        out, err = verb.communicate(timeout=60)
        os.close(writing)
    finally:
        (root / "exercises" / "01_ping" / "test_waits.py").unlink()
        shutil.rmtree(lesson)
    assert (verb.returncode, out, err) == (130, "", "Interrupted.\n")


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_an_interrupt_that_python_swallows_ends_the_verb_all_the_same(capsys, monkeypatch):
    from course.terminal import main

    class Callback:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(1000):
                pass  # the signal is handled between two steps of the interpreter

    def look(_: object) -> None:
        callback = Callback()
        del callback
        say("No mistakes in the content.")

    monkeypatch.setattr(main.author.check, "callback", lambda: look(None))
    assert main.run(["check"]) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")


def test_the_verbs_are_verbs_of_flask_too(root):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "course", "hint", "1", "1"],
        cwd=root, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.startswith("01_ping: hint 1 of 2"), done


def test_the_help_has_learners_verbs_before_authors_and_shortens_none(root):
    status, out, err = run(root, "--help")
    assert (status, err) == (0, "")
    headings = [line for line in out.splitlines() if line.endswith(":")]
    assert headings == ["Options:", "Verbs:", "Verbs for teachers:", "Verbs for authors:"]
    learners, authors = out.split("Verbs:")[1].split("Verbs for authors:")
    assert "  grade " in learners
    assert "  prove " in authors
    assert "..." not in learners + authors


def test_every_verb_stands_in_the_help_once():
    listed = [name for names in main.sections.values() for name in names]
    assert sorted(listed) == sorted(main.commands)


def test_the_version_is_that_of_the_project(root):
    said = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    status, out, err = run(root, "--version")
    assert (status, err) == (0, "")
    assert out.startswith(f"http-status-codes-course {said} (Python ")


def test_an_exercise_in_place_of_a_verb_is_told_how_to_grade_it(root):
    status, out, err = run(root, "01")
    assert (status, out) == (2, "")
    assert err == '"01" is an exercise. Did you mean python3 run.py grade 01?\n'
