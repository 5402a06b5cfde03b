"""list, grade, hint, reset, restore: what a learner sees and keeps."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.terminal.conftest import README, STUB, environment, learner_file, run, solve

LESSON = """---
id: some-pings
title: {title}
summary: A ping.
part: {part}
minutes: 6
level: foundation
objectives: [Answer a ping]
codes: [200]
prerequisites: []
exercises: []
---

Pings.

## Step {{#step level=foundation}}

Text.
"""


def test_list_shows_how_far_each_exercise_is(root):
    status, out, err = run(root, "list")
    assert (status, err) == (0, "")
    rows = [line.split() for line in out.splitlines() if "Ping means" in line]
    assert [(row[0], row[-3:]) for row in rows if row[0] != "Next:"] == [
        ("01_ping", ["not", "tried", "yet"]),
        ("02_ping_again", ["not", "tried", "yet"]),
    ]
    assert "Next: 01_ping" in out
    assert run(root, "grade", "1")[0] == 1
    assert "0 of 1 checks pass" in run(root, "list")[1]
    solve(root)
    status, out, _ = run(root, "grade", "01_ping")
    assert (status, "solved: 01_ping" in out) == (0, True)
    assert "Next: 02_ping_again" in out
    assert "Solved: 1 of 2" in run(root, "list")[1]
    shutil.copy(root / "exercises" / "01_ping" / ".meta" / "stub.py", learner_file(root))
    run(root, "grade", "1")
    assert "0 of 1 checks pass, solved before" in run(root, "list")[1]


def test_grade_says_what_pytest_says_and_everything_ends_with_a_table(root):
    status, out, _ = run(root, "grade", "--all")
    assert status == 1
    assert [line.split()[0] for line in out.splitlines()] == ["exercise", "01_ping", "02_ping_again"]
    said = run(root, "pytest", "-q", "-p", "no:cacheprovider", str(root / "exercises" / "01_ping"))[1]
    explained = said[said.index("not yet: A ping is answered 200.") : said.index("/lessons/01_ping")]
    for words in ("curl -i", "came back  404 Not Found", "expected   200 OK", "hint 01 1"):
        assert words in explained
    assert explained in run(root, "grade", "ping")[1]


def test_three_runs_that_end_at_one_check_name_the_command_of_the_next_hint(root):
    for number in range(3):
        learner_file(root).write_text(f"{STUB}\n# {number}\n")
        out = run(root, "grade", "1")[1]
        assert ("stuck?" in out) == (number == 2)
    assert [line.split("  ")[-1].strip() for line in out.splitlines() if "stuck?" in line] == [
        "3 runs ended here: python3 run.py hint 01 1, then read /lessons/01_ping/"
    ]


def test_search_finds_what_the_page_finds(root):
    status, out, _ = run(root, "search", "already", "exists")
    assert status == 0
    assert "results for “already exists”" in out.splitlines()[0]
    assert out.splitlines()[1].split() == ["409", "Conflict", "/codes/409"]
    assert "for “forbidden” (you typed “forbiddn”)" in run(root, "search", "forbiddn")[1]
    assert "/exercises/01_ping/" in run(root, "search", "ping means pong")[1]


def test_a_term_is_shown_with_its_definition(root):
    folder = root / "lessons" / "01_ping"
    folder.mkdir(exist_ok=True)
    head = (
        "---\nid: ping\ntitle: Ping\nsummary: S.\npart: 1\nminutes: 6\nlevel: foundation\nobjectives: [O]\n"
        "codes: []\nprerequisites: []\nexercises: []\n---\n"
    )
    (folder / "lesson.md").write_text(f"{head}\nA [[pinglet]] is a small ping.\n\n## A {{#a level=expert}}\n")
    _, out, _ = run(root, "search", "what is a pinglet")
    shutil.rmtree(folder)
    assert [line.split() for line in out.splitlines()[1:3]] == [
        ["pinglet", "/glossary#pinglet"],
        ["A", "pinglet", "is", "a", "small", "ping."],
    ]


def test_a_search_that_finds_nothing_leads_to_the_walk(root):
    status, out, _ = run(root, "search", "xyzzy")
    assert (status, out.splitlines()[0]) == (1, "0 results for “xyzzy”")
    assert "/decide" in out


def test_a_place_is_one_that_an_editor_opens(root):
    learner_file(root).write_text(STUB.replace("/pong", "/ping").replace('"pong"', '"pong", 500'))
    # The tests run the course from the folder above it.
    assert f"where      {root.name}/exercises/01_ping/app.py:8 in pong" in run(root, "grade", "1")[1]
    done = subprocess.run(
        [sys.executable, root / "run.py", "grade", "1"],
        cwd=root / "lessons", env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert f"where      {learner_file(root)}:8 in pong" in done.stdout


def test_grading_all_begins_no_exercise(root):
    run(root, "grade", "--all")
    assert run(root, "list")[1].count("not tried yet") == 2
    learner_file(root).write_text(f"{STUB}# mine")
    run(root, "grade", "--all")
    assert "0 of 1 checks pass" in (said := run(root, "list")[1])
    assert said.count("not tried yet") == 1
    learner_file(root).write_text(STUB)
    solve(root)
    run(root, "grade", "--all")
    run(root, "reset", "1")
    run(root, "grade", "--all")  # it was tried, so its newest run counts again
    assert "0 of 1 checks pass, solved before" in run(root, "list")[1]


def test_the_list_follows_the_course(root):
    lessons = {"01_ping": ("01_ping", 1), "02_more": ("02_ping_again", 2)}
    for lesson, (_, part) in lessons.items():
        (root / "lessons" / lesson).mkdir()
        (root / "lessons" / lesson / "lesson.md").write_text(
            LESSON.format(part=part, title=lesson[3:].title())
        )
    readme = root / "exercises" / "02_ping_again" / "README.md"
    try:
        readme.write_text(README.replace("lesson: 01_ping", "lesson: 02_more"))
        said = run(root, "list")[1]
    finally:
        readme.write_text(README)
        for lesson in lessons:
            shutil.rmtree(root / "lessons" / lesson)
    first = [line.split()[0] for line in said.splitlines() if line]
    assert first[:6] == ["1.", "01", "01_ping", "2.", "02", "02_ping_again"]
    assert "1 step, 6 min" in said


@pytest.mark.parametrize("word", ["1", "01", "ping", "01_ping", "exercises/01_ping", "exercises/01_ping/"])
def test_an_exercise_goes_by_many_names(root, word):
    assert run(root, "hint", word, "1")[1].startswith("01_ping: hint 1 of 2")


@pytest.mark.parametrize("verb", ["hint", "reset", "restore", "grade"])
def test_an_unknown_exercise_is_told_the_nearest(root, verb):
    status, out, err = run(root, verb, "01_pong")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "Did you mean 01_ping" in err


def test_hints_open_one_after_the_other(root):
    assert "Look at the path." in run(root, "hint", "1")[1]
    assert "404 Not Found" in run(root, "hint", "1")[1]
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
    assert run(root, "reset", "1")[1] == "01_ping is the original again.\n"

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
