"""grade-class and items as a teacher types them: real processes, a hostile file among them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.terminal.conftest import ROOT, STUB, environment, learner_file, run

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


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("place", "text", "score"), [("app.py", RIGHT, 1), ("01_ping/app.py", STUB + "x = 1\n", 0)]
)
def test_the_zip_grades_a_submission_as_gradescope_calls_it(root, tmp_path, place, text, score):
    learner_file(root).write_text("SECRET = 'of the teacher'\n")
    packed = tmp_path / "autograder.zip"
    assert run(root, "autograder", str(packed), "1")[0] == 0
    base = tmp_path / "autograder"
    unzip(packed, base / "source")
    assert not [file for file in base.rglob("*.py") if "of the teacher" in file.read_text(encoding="utf-8")]
    # The libraries of this run stand in for those that setup.sh would fetch.
    (base / "source" / "python.txt").write_text(sys.executable)
    (base / "submission" / place).parent.mkdir(parents=True)
    (base / "submission" / place).write_text(text)
    script = base / "source" / "run_autograder"
    done = subprocess.run([script], env=environment(AUTOGRADER=str(base)), capture_output=True, timeout=120)
    assert done.returncode == 0, done
    found = json.loads((base / "results" / "results.json").read_text())
    assert [test["score"] for test in found["tests"]] == [score]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_gradescope_is_told_why_nothing_was_graded(root, tmp_path):
    packed = tmp_path / "autograder.zip"
    run(root, "autograder", str(packed), "1")
    base = tmp_path / "autograder"
    unzip(packed, base / "source")
    (base / "source" / "python.txt").write_text(sys.executable)
    (base / "submission").mkdir()
    script = base / "source" / "run_autograder"
    subprocess.run(
        [script], env=environment(AUTOGRADER=str(base)), check=True, capture_output=True, timeout=120
    )
    found = json.loads((base / "results" / "results.json").read_text())
    assert found["score"] == 0 and "no file of an exercise" in found["output"]
    subprocess.run(["bash", "-n", base / "source" / "setup.sh"], check=True)


def unzip(packed, folder):
    """Unpack as unzip does: with the modes that the zip keeps."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
        for entry in archive.infolist():
            (folder / entry.filename).chmod(entry.external_attr >> 16 & 0o777)


def test_the_verbs_of_teachers_have_a_heading(root):
    out = run(root, "--help")[1]
    assert out.index("Verbs for teachers") < out.index("grade-class") < out.index("Verbs for authors")
    assert "grade-class" in (ROOT / "README.md").read_text(encoding="utf-8")
