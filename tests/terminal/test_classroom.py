"""grade-class and items as a teacher types them: real processes, a hostile file among them."""

from __future__ import annotations

import csv

from tests.terminal.conftest import ROOT, STUB, run

RIGHT = STUB.replace("/pong", "/ping")
HOSTILE = "import inspect, os\nos._exit(0)\n"


def hand_in(folder, **texts):
    for learner, text in texts.items():
        place = folder / learner / "exercises" / "01_ping"
        place.mkdir(parents=True)
        (place / "app.py").write_text(text)
    return folder


def test_a_class_is_graded_and_a_second_time_only_what_changed(root, tmp_path):
    folder = hand_in(tmp_path / "Klasse 9 ä", ann=RIGHT, bob=HOSTILE, cyd="def")
    (folder / "dan.json").write_text("{}")
    status, out, err = run(root, "grade-class", str(folder))
    assert status == 0, err
    assert "4 learners, 3 files, 1 solved" in out and "dan: dan.json cannot be used" in err
    results = tmp_path / "Klasse 9 ä-grades"
    with open(results / "grades-canvas.csv", encoding="utf-8", newline="") as file:
        points = {row[0].strip(): row[5] for row in csv.reader(file)}
    assert points == {
        "Student": "01_ping", "Points Possible": "1", "ann": "1", "bob": "0", "cyd": "0", "dan": "",
    }  # fmt: skip
    page = (results / "report.html").read_text(encoding="utf-8")
    assert "reaches into the grader" in page and "Python cannot load" in page
    again = run(root, "grade-class", str(folder))
    assert "3 of 3 files were graded before" in again[2]
    figures = run(root, "items", str(results))[1]
    assert "01_ping" in figures and "0.33" in figures and "3 learners. Fewer than 10" in figures


def test_troubles_are_one_sentence(root, tmp_path):
    folder = hand_in(tmp_path / "class", ann=RIGHT)
    for argv in (
        ["grade-class", str(tmp_path / "none")],
        ["grade-class", str(folder), "--out", str(folder / "out")],
        ["items", str(folder)],
    ):
        status, out, err = run(root, *argv)
        assert (status, out, err.count("\n")) == (1, "", 1), argv
    assert run(root, "grade-class", str(folder), "77")[0] == 2


def test_the_verbs_of_teachers_have_a_heading(root):
    out = run(root, "--help")[1]
    assert out.index("Verbs for teachers") < out.index("grade-class") < out.index("Verbs for authors")
    assert "grade-class" in (ROOT / "README.md").read_text(encoding="utf-8")
