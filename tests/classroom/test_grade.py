"""Every file gets a verdict, one file ends no other, and what was interrupted goes on."""

from __future__ import annotations

from collections import Counter

import pytest

from course.classroom.grade import grade_jobs, jobs_of, left
from course.classroom.gradings import Grading, Ledger
from course.classroom.results import Results, equal_files, needs_a_word, results_of
from course.classroom.submissions import read_class
from course.grading.transport import GraderError
from tests.classroom.made_up import Transport, exercises_of, hand_in


@pytest.fixture
def exercises(toy):
    return exercises_of(toy)


@pytest.fixture
def class_(exercises, tmp_path):
    return hand_in(tmp_path / "class", exercises)


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "gradings.jsonl")


def grade(class_, exercises, ledger, tell=lambda n: None, make=Transport):
    jobs = jobs_of(read_class(class_, exercises), exercises)
    return grade_jobs(left(jobs, ledger.read()), ledger, make, 3, tell)


def test_everything_is_graded_once_and_a_changed_file_again(class_, exercises, ledger):
    assert grade(class_, exercises, ledger) == 54
    assert grade(class_, exercises, ledger) == 0
    (class_ / "learner07" / "01_tea_house" / "app.py").write_text("# holds 4\n")
    assert grade(class_, exercises, ledger) == 1
    counts = Counter((one.learner, one.exercise) for one in ledger.read())
    assert len(counts) == 54 and set(counts.values()) == {1}
    (again,) = (one for one in ledger.read() if (one.learner, one.exercise) == ("learner07", "01_tea_house"))
    assert again.held == 4


def test_new_checks_grade_again(class_, exercises, ledger):
    grade(class_, exercises, ledger)
    with open(exercises[0].check_file, "a", encoding="utf-8") as file:
        file.write("\n# another text\n")
    assert grade(class_, exercises, ledger) == 30


def test_a_file_that_breaks_the_grader_ends_no_other_and_is_tried_again(class_, exercises, ledger):
    (class_ / "learner03" / "01_tea_house" / "app.py").write_text("raise")
    assert grade(class_, exercises, ledger) == 54
    (bad,) = (one for one in ledger.read() if one.outcome == "grader_fault")
    assert (bad.learner, "out of memory" in bad.fault) == ("learner03", True)
    assert grade(class_, exercises, ledger) == 1


def test_a_class_that_is_interrupted_goes_on(class_, exercises, ledger):
    def stop_at_ten(count):
        if count == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade(class_, exercises, ledger, stop_at_ten)
    assert len(ledger.read()) == 10
    assert grade(class_, exercises, ledger) == 44


def test_a_line_that_was_cut_off_is_graded_again(class_, exercises, ledger):
    grade(class_, exercises, ledger)
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole[:-40])
    assert grade(class_, exercises, ledger) == 1
    assert len(ledger.read()) == 54


def test_a_full_disk_ends_the_work_and_keeps_what_was_written(class_, exercises, ledger, monkeypatch):
    add, seen = Ledger.add, []

    def full(self, grading):
        if len(seen) == 5:
            raise OSError(28, "No space left on device", str(self.path))
        seen.append(grading)
        add(self, grading)

    monkeypatch.setattr(Ledger, "add", full)
    with pytest.raises(OSError, match="No space"):
        grade(class_, exercises, ledger)
    assert len(ledger.read()) == 5
    monkeypatch.setattr(Ledger, "add", add)
    assert grade(class_, exercises, ledger) == 49


def test_a_grader_that_cannot_start_is_said(class_, exercises, ledger):
    def broken():
        raise RuntimeError("no process")

    with pytest.raises(GraderError, match="no process"):
        grade(class_, exercises, ledger, make=broken)


def test_what_a_teacher_should_know(class_, exercises, ledger):
    reaches = "# holds 2\nimport inspect\n"
    (class_ / "learner02" / "01_tea_house" / "app.py").write_text(reaches)
    (class_ / "learner04" / "01_tea_house" / "app.py").write_text(reaches)
    solution = exercises[1].solution_path.read_bytes()
    (class_ / "learner30").joinpath("02_bus_stop").mkdir()
    (class_ / "learner30" / "02_bus_stop" / "app.py").write_bytes(b"# holds 4\n" + solution)
    grade(class_, exercises, ledger)
    found = read_class(class_, exercises)
    results = results_of(found, exercises, ledger.read())
    assert equal_files(results) == (("01_tea_house", ("learner02", "learner04"), ""),)
    words = dict(needs_a_word(results))
    assert "inspect" in words["learner02"][0]
    assert words["learner01"] == ("No exercise is solved.",)
    assert "learner29" not in words


def test_a_mistake_is_counted_once_whatever_showed_it(exercises):
    met = [
        Grading(f"l{n}", "01_tea_house", "", "", "wrong", misconception="m", diagnosis=f"Shown by {n}.")
        for n in range(3)
    ]
    ((slug, _, times),) = Results((), exercises, tuple(met)).misconceptions
    assert (slug, times) == ("01_tea_house", 3)


def test_a_verdict_on_an_earlier_text_is_no_result(class_, exercises, ledger):
    grade(class_, exercises, ledger)
    (class_ / "learner01" / "01_tea_house" / "app.py").write_text("# holds 1\n# newer")
    results = results_of(read_class(class_, exercises), exercises, ledger.read())
    assert results.get("learner01", "01_tea_house") is None
    assert results.get("learner01", "02_bus_stop") is not None
