"""assign, take, list, export and grade-class --assignment, as a teacher and a learner type them."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date

import pytest

from course.values.assignment import read
from tests.terminal.conftest import run, solve


@pytest.fixture
def week(root, tmp_path):
    """A file with both exercises, far from now."""
    file = tmp_path / "Woche 1 ä.json"
    made = run(root, "assign", "1", "02", "1", "--by", "2999-01-15", "--title", "Week 1", "--out", str(file))
    assert made[0] == 0, made
    return file


def test_a_teacher_writes_it_a_learner_takes_it(root, week):
    found = read(week.read_bytes())
    assert (found.title, found.by, found.exercises) == (
        "Week 1", date(2999, 1, 15), ("01_ping", "02_ping_again"),
    )  # fmt: skip
    status, out, err = run(root, "take", str(week))
    assert (status, err) == (0, "") and out.startswith("“Week 1” is taken: 01_ping, 02_ping_again\n")
    solve(root)
    assert run(root, "grade", "1")[0] == 0
    listed = run(root, "list")[1]
    assert "\nWeek 1\n  by the end of Tuesday, 15 January 2999, " in listed
    assert "days left, 1 of 2 exercises solved" in listed
    exported = run(root, "export", str(week.with_name("e.json")))[1]
    assert exported.endswith("Assignments in it: “Week 1”.\n")
    assert run(root, "take", str(week))[1].startswith("“Week 1” is replaced")
    assert run(root, "take")[1] == "2999-01-15  Week 1\n"
    (root / "instance" / "assignments" / "0.json").write_text("{")
    for verb in ("take", "list"):
        status, out, err = run(root, verb)
        assert (status, "Week 1" in out, err.count("\n")) == (0, True, 1) and "0.json is damaged" in err
    assert run(root, "take", "--drop", "week")[1] == "“Week 1” is dropped. What you wrote stays.\n"
    assert "Week 1" not in run(root, "list")[1]


def test_without_a_title_the_numbers_are_one_and_a_file(root):
    status, out, err = run(root, "assign", "2", "1", "--by", "2001-01-15")
    file = root.parent / "exercises-01-to-02.json"
    assert (status, err) == (0, "Note: 2001-01-15 has passed.\n") and out.startswith(file.name)
    assert read(file.read_bytes()).title == "Exercises 01 to 02"
    run(root, "take", str(file))
    assert "days late, 0 of 2 exercises solved" in run(root, "list")[1]
    file.unlink()


@pytest.mark.parametrize(
    ("argv", "status", "words"),
    [
        (["assign", "77", "--by", "2027-01-15"], 2, 'There is no exercise "77"'),
        (["assign", "1", "--by", "2027-02-29"], 2, "not a day of the calendar"),
        (["assign", "1", "--by", "2027-01-15", "--title", " "], 2, "one line of 1 to 200"),
        (
            ["assign", "1", "--by", "2027-01-15", "--out", "run.py"],
            1,
            "is not an assignment. It is",
        ),
        (["assign", "1", "--by", "2027-01-15", "--out", "none/a.json"], 1, "cannot be written"),
        (["take", "none.json"], 1, "none.json is not there."),
        (["take", "course"], 1, "course is a folder. It must be an assignment."),
        (["take", "run.py"], 1, "not a JSON file"),
        (["take", "huge.json"], 1, "bytes; files of up to 65536 bytes are read"),
        (["take", "other.json"], 1, "of version 9; this course reads version 1"),
        (["take", "gone.json"], 1, "asks for 99_gone, which this course does not have"),
        (["take", "--drop", "x"], 2, "There is no assignment “x”."),
        (["take", "run.py", "--drop", "x"], 2, "not both"),
        (["grade-class", "course", "1", "--assignment", "run.py"], 2, "not both"),
        (["grade-class", "course", "--assignment", "gone.json"], 1, "99_gone"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(root, week, argv, status, words):
    values = json.loads(week.read_text())
    (root / "huge.json").write_text(" " * 70_000)
    (root / "other.json").write_text(json.dumps(values | {"version": 9}))
    (root / "gone.json").write_text(json.dumps(values | {"exercises": ["99_gone"]}))
    named = [str(root / word) if "." in word or word == "course" else word for word in argv]
    found = run(root, *named)
    assert (found[0], found[1], found[2].count("\n")) == (status, "", 1), found
    assert words in found[2]
    assert not (root / "instance" / "assignments").exists()
    assert (root / "run.py").read_text().startswith('"""The one door')


def test_a_class_is_graded_by_its_assignment_and_late_costs_nothing(root, tmp_path):
    solve(root)
    assert run(root, "grade", "1", "2")[0] == 1
    folder = tmp_path / "class"
    folder.mkdir()
    run(root, "export", str(folder / "ann.json"))
    early = json.loads((folder / "ann.json").read_text())
    for row in early["runs"]:
        row["recorded_at"] = "2001-01-15T12:00:00+00:00"
    (folder / "bob.json").write_text(json.dumps(early))
    shutil.copytree(root / "exercises" / "01_ping", folder / "cyd" / "01_ping")
    file = tmp_path / "week.json"
    run(root, "assign", "1", "--by", "2001-01-20", "--title", "Week 1", "--out", str(file))
    status, out, err = run(root, "grade-class", str(folder), "--assignment", str(file))
    assert status == 0 and "3 files, 3 solved" in out, err
    page = (tmp_path / "class-grades" / "report.html").read_text(encoding="utf-8")
    assert "Assigned as “Week 1”, by the end of 2001-01-20." in page
    late = page[page.index("<h2>Late</h2>") : page.index("<h2>Mistakes")]
    assert "<strong>ann</strong>: 01_ping" in late and "days late" in late
    assert "bob" not in late and "cyd" not in late
    with open(tmp_path / "class-grades" / "grades-canvas.csv", encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table))
    assert rows[0][5:] == ["01_ping"] and [row[5] for row in rows[2:]] == ["1", "1", "1"]
