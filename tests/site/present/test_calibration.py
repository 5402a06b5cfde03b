"""Sure against right: rows, stretches over time, and where the dots stand."""

from __future__ import annotations

from course.site.present.calibration import by_part, over_time, plots
from course.site.present.progress_page import lessons_took, mixed_up, span
from course.values.lesson import LessonOutline, StepOutline
from course.values.progress import Answer


def given(question: str, confidence, right: bool, at: str = "2026-01-01T10:00:00+00:00") -> Answer:
    return Answer(question, ("a",), confidence, right, 1, at)


def test_a_part_without_a_told_answer_has_no_row():
    first = [given("a", "sure", True), given("a2", "guessing", False), given("b", "", True)]
    (row,) = by_part(first, {"a": 1, "a2": 1, "b": 2})
    assert row.told == "1 Say it: sure 100 per cent right, guessing 0"


def test_over_time_has_stretches_of_equal_length():
    first = [given(str(n), "sure", n >= 20) for n in range(45)]
    assert over_time(first[:39]) == ()
    assert [(row.label, row.sure.words) for row in over_time(first)] == [
        ("Answers 1 to 20", "0 of 20"),
        ("Answers 21 to 40", "20 of 20"),
        ("Answers 41 to 45", "5 of 5"),
    ]
    assert len(over_time([given(str(n), "sure", True) for n in range(1000)])) <= 8


def test_the_numbers_stand_outside_of_the_dots():
    rows = by_part([given("a", "sure", True), given("b", "guessing", False)], {"a": 1, "b": 1})
    for plot in plots(rows):
        (row,) = plot.rows
        assert row.sure and row.guess
        assert (row.guess.x, row.sure.x) == (plot.axis[0][0], plot.axis[-1][0])
        assert row.guess.text_x < row.guess.x < row.sure.x < row.sure.text_x < plot.width


def test_what_was_said_and_what_was_sent_are_one_list():
    found = mixed_up({(404, 400): 1, (201, 200): 1}, {(404, 400): 2}, {})
    assert [(one.right, one.said, one.times) for one in found] == [(404, 400, 3), (201, 200, 1)]
    assert found[0].rule.startswith("400 blames the request as a whole.") and found[0].slug == ""


def test_a_pause_between_two_answers_does_not_count():
    steps = (StepOutline("s", "S", "foundation", ("a", "b", "c"), ()),)
    outline = LessonOutline("01_a", "a", "A", "", 1, 9, "foundation", (), (), (), (), steps)
    times = ("10:00", "10:09", "12:00")
    first = [
        given(name, "sure", True, f"2026-01-01T{at}:00+00:00") for name, at in zip("abc", times, strict=True)
    ]
    assert [took.time for took in lessons_took(first, [outline])] == ["9 minutes"]
    assert [span(minutes) for minutes in (0, 1, 89, 90, 3000)] == [
        "under a minute",
        "1 minute",
        "89 minutes",
        "2 hours",
        "2 days",
    ]
