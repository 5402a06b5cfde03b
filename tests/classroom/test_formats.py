"""What is written is what the engines read: their columns, their fields, and nothing that they would run."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from course.classroom import formats
from course.classroom.grade import grade_jobs, jobs_of
from course.classroom.gradings import Ledger
from course.classroom.results import results_of
from course.classroom.submissions import read_class
from course.classroom.written import report_page, write_results
from tests.classroom.made_up import Transport, exercises_of, hand_in


@pytest.fixture
def results(toy, tmp_path):
    exercises = exercises_of(toy)
    folder = hand_in(tmp_path / "class", exercises)
    odd = folder / "=cmd <b>"
    (odd / "01_tea_house").mkdir(parents=True)
    (odd / "01_tea_house" / "app.py").write_text("# holds 4\n")
    (folder / "learner02" / "01_tea_house" / "app.py").write_text("raise")
    class_ = read_class(folder, exercises)
    ledger = Ledger(tmp_path / "gradings.jsonl")
    grade_jobs(jobs_of(class_, exercises), ledger, Transport, 2, lambda n: None)
    return results_of(class_, exercises, ledger.read())


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas_finds_learners_points_and_no_formula(results):
    head, points, odd, first, second, *_ = rows(formats.canvas(results))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01_tea_house", "02_bus_stop"]
    assert "Points Possible" in points[0] and points[5:] == ["4", "4"]
    assert odd[0] == "'=cmd <b>" and odd[5:] == ["4", ""]
    assert first == ["learner01", "", "", "learner01", "", "0", "0"]
    assert second[5:] == ["", "0"], "what the grader could not judge is no grade"


def test_moodle_has_one_column_that_finds_a_learner(results):
    head, _, first, *_ = rows(formats.moodle(results))
    assert head == ["Username", "01_tea_house (of 4)", "02_bus_stop (of 4)"]
    assert first == ["learner01", "0", "0"]


def test_gradescope_gets_a_test_for_each_check(results):
    found = formats.gradescope(results, "learner20")
    assert [test["score"] for test in found["tests"]] == [1, 1, 0, 0]
    assert found["tests"][2] | {"output": ""} == {
        "number": "1.3", "name": "01_tea_house: Rule 2 <&>", "score": 0, "max_score": 1,
        "status": "failed", "output": "",
    }  # fmt: skip
    assert "Came back: 200" in found["tests"][2]["output"]
    assert "out of memory" in formats.gradescope(results, "learner02")["output"]


def test_check50_has_the_keys_of_its_specification(results):
    grading = results.get("learner20", "01_tea_house")
    found = formats.check50(grading, "1")
    assert found.keys() == {"slug", "results", "version"}
    for one in found["results"]:
        assert one.keys() == {"name", "description", "passed", "log", "cause", "data", "dependency"}
        assert (one["cause"] is None) == one["passed"]


def test_junit_names_rule_and_points_and_holds_no_control_character(results):
    root = ElementTree.fromstring(formats.junit(results, "learner20"))
    suite = root.find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "2", "0")
    cases = root.findall(".//testcase")
    told = [{p.get("name"): p.get("value") for p in case.iter("property")} for case in cases]
    assert told[2] == {"rule": "Rule 2 <&>", "points": "0", "points_possible": "1"}
    assert len(root.findall(".//failure")) == 2


def test_the_page_escapes_names_and_shows_everybody(results):
    page = report_page(results, "1")
    assert "=cmd &lt;b&gt;" in page and "<b>" not in page
    assert page.count('<th scope="row">learner') == 30
    assert "No exercise is solved." in page and "out of memory" in page


def test_everything_is_written_below_one_folder(results, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    assert write_results(results, out, "1") == ("grades-canvas.csv", "grades-moodle.csv", "report.html")
    assert len(list(out.glob("junit/*.xml"))) == 31
    assert json.loads((out / "gradescope" / "learner01" / "results.json").read_text())["tests"]
    assert len(list(out.glob("check50/*/*.json"))) == 55
