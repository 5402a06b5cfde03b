from __future__ import annotations

import json

import pytest

from course.site.present.stated_checks import StatedCheck
from course.site.present.verdicts import line_of, verdict_of
from course.values.progress import Run
from course.values.report import CheckResult, Report

STATED = (
    StatedCheck("test_a", "A holds.", ("one",)),
    StatedCheck("test_coin_meter", "Coins count.", ("two",)),
)


def verdict(*checks: CheckResult, current: str = "h", before: Report | None = None):
    report = Report("01_x", checks, "h")
    earlier = run_of(before, 1) if before else None
    return verdict_of(run_of(report, 2), current, earlier, STATED, "app.py")


def run_of(report: Report, number: int) -> Run:
    text, when = json.dumps(report.to_dict()), "2026-01-01T00:00:00+00:00"
    held, total = report.held, len(report.checks)
    return Run(number, "01_x", report.outcome, report.solved, held, total, "h", "site", when, text)


def test_a_check_that_was_left_out_says_its_rule():
    slow = CheckResult("test_a", "A holds.", "too_slow", rows=("one",))
    left_out = CheckResult("test_coin_meter", "coin meter", "not_run")
    view = verdict(slow, left_out).checks[1]

    assert (view.word, view.rule, view.rows, view.segment) == ("left out", "Coins count.", ("two",), "other")


def test_the_result_is_read_out_with_the_first_failing_sentence():
    a, b = CheckResult("test_a", "A holds.", "passed"), CheckResult("test_b", "B holds.", "wrong")
    before = Report("01_x", (CheckResult("test_a", "A holds.", "wrong"), b))

    said = verdict(a, b, before=before).announcement
    assert said == "1 of 2 checks pass, one more than before. fixed: A holds. Not yet: B holds."
    assert verdict(b).announcement == "0 of 1 checks pass. Not yet: B holds."
    assert verdict(a).announcement == "The check passes."


def test_a_file_that_does_not_load_says_why_once_and_names_no_source():
    reason = "Python cannot read app.py: invalid syntax, line 3."
    checks = [CheckResult(f"test_{n}", n, "cannot_load", came_back=reason, source="RFC 9110") for n in "ab"]
    found = verdict(*checks)

    assert found.first is not None and found.first.sentence == reason
    assert not found.first.judged
    assert (found.failing, {view.segment for view in found.checks}) == ((), {"other"})


def test_many_segments_are_one_picture_with_a_name():
    checks = [CheckResult(str(n), "R.", "wrong" if n in (3, 17) else "passed") for n in range(1, 31)]

    assert verdict(*checks).picture == "28 of 30 checks pass; not: 3, 17"


def test_the_trouble_is_that_of_the_check_shown_below_it():
    found = verdict(CheckResult("a", "A.", "wrong"), CheckResult("b", "B.", "crashed"))

    assert (found.tone, found.trouble[0]) == (
        "crashed",
        "Your endpoint answers, but not what the contract says.",
    )


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("app.py:14 in add_recipe", 14),
        ("app.py:14", 14),
        ("api.py:14 in add_recipe", 0),
        ("before app.py:14 in add_recipe, which did not run", 0),
        ("Flask itself: no view answers OPTIONS here", 0),
        ("", 0),
    ],
)
def test_a_line_is_marked_when_it_answered(where, line):
    assert line_of(where, "app.py") == line
    first = CheckResult("a", "A.", "wrong", where=where)
    assert (verdict(first).line, verdict(first, current="other").line) == (line, 0)
