"""Figures of a class, held against values worked out by hand."""

from __future__ import annotations

import json

import pytest

from course.classroom.answers import first_answers
from course.classroom.gradings import Check, Grading
from course.classroom.items import alpha_of, items_of, questions_of
from course.progress.store import Store


def grading(learner, exercise, held, of=2, misconception=""):
    checks = tuple(Check(str(n), "", "", "passed" if n < held else "wrong") for n in range(of))
    outcome = "passed" if held == of else "wrong"
    return Grading(learner, exercise, "", "", outcome, checks, misconception)


TABLE = [
    grading("a", "01", 0, misconception="m"), grading("a", "02", 0),
    grading("b", "01", 1, misconception="m"), grading("b", "02", 2),
    grading("c", "01", 2), grading("c", "02", 2), grading("c", "03", 1),
]  # fmt: skip


def test_facility_is_of_those_who_handed_in_and_discrimination_of_all():
    one, two, three = items_of(TABLE)
    assert (one.handed_in, one.facility, one.misconception, one.met) == (3, 0.5, "m", 2)
    # 01: 0 .5 1 against the rest 0 1 1.5
    assert one.discrimination == pytest.approx(0.9820, abs=1e-4)
    assert (three.handed_in, three.facility) == (1, 0.5)
    assert two.facility == pytest.approx(2 / 3)


def test_alpha_as_worked_out_by_hand():
    # Variances 1/6, 2/9, 1/18; totals 0 1.5 2.5 with variance 19/18.
    assert alpha_of(TABLE) == pytest.approx(3 / 2 * (1 - (8 / 18) / (19 / 18)))


def test_what_cannot_be_computed_is_none():
    same = [grading("a", "01", 1), grading("b", "01", 1)]
    assert alpha_of(same) is None
    assert items_of(same)[0].discrimination is None
    assert items_of([]) == ()


def test_a_fault_of_the_grader_is_no_score():
    fault = Grading("d", "01", "", "", "grader_fault", fault="x")
    assert items_of([*TABLE, fault])[0].handed_in == 3


def test_questions_count_first_answers_only(tmp_path):
    for name, choices in {"ann": ["b", "a"], "bob": ["b"], "cyd": ["a"]}.items():
        store = Store(tmp_path / f"{name}.sqlite")
        for choice in choices:
            store.record_answer("01#one", (choice,), "sure", choice == "a")
        (tmp_path / f"{name}.json").write_text(json.dumps(store.export()))
    (tmp_path / "bad.json").write_text("{")
    answers, exports, troubles = first_answers(tmp_path)
    assert (exports, len(troubles)) == (3, 1)
    (one,) = questions_of(answers)
    assert (one.answers, round(one.facility, 2), one.sure_and_wrong) == (3, 0.33, 2)
    assert (one.distractor, one.chosen) == ("b", 2)
