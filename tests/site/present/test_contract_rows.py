from __future__ import annotations

import json

from course.site.present.contract_rows import row_views, rows_in_words
from course.site.present.stated_checks import StatedCheck
from course.site.present.verdicts import verdict_of
from course.values.exercise import Row
from course.values.progress import Run
from course.values.report import CheckResult, Report

ROWS = (
    Row("make", '`POST /notes` with `{"text": "..."}` and [a link](code:201)', "{201} or {202}; {201}"),
    Row("show", "`GET /notes/<id>`", "{200}"),
    Row("both", "the same", "as above"),
)
STATED = (StatedCheck("test_a", "A.", ("make", "both")), StatedCheck("test_b", "B.", ("show", "both")))


def verdict(*checks: CheckResult):
    report = Report("01_x", checks, "h")
    text, when = json.dumps(report.to_dict()), "2026-01-01T00:00:00+00:00"
    run = Run(1, "01_x", report.outcome, report.solved, report.held, 2, "h", "site", when, text)
    return verdict_of(run, "h", None, STATED)


def states(*checks: CheckResult):
    return [(row.state, row.failing, row.opened) for row in row_views(ROWS, STATED, verdict(*checks))]


def test_before_a_run_every_row_is_open_and_names_its_checks():
    rows = row_views(ROWS, STATED, None)

    assert [(row.state, row.checks, row.words) for row in rows] == [
        ("open", (1,), "not run yet"),
        ("open", (2,), "not run yet"),
        ("open", (1, 2), "not run yet"),
    ]
    assert rows_in_words(rows, 2) == "3 rows, 2 checks"


def test_a_row_holds_when_all_its_checks_do_and_the_first_failure_is_open():
    a = CheckResult("test_a", "A.", "passed", rows=("make", "both"))
    b = CheckResult("test_b", "B.", "wrong", rows=("show", "both"))

    assert states(a, b) == [("holds", (), False), ("not-yet", (2,), True), ("not-yet", (2,), True)]
    rows = row_views(ROWS, STATED, verdict(a, b))
    assert rows_in_words(rows, 2) == "1 of 3 rows pass"


def test_only_rows_of_the_first_failure_stand_open():
    a = CheckResult("test_a", "A.", "wrong", rows=("make",))
    b = CheckResult("test_b", "B.", "wrong", rows=("show",))

    assert [opened for _, _, opened in states(a, b)] == [True, False, False]


def test_a_row_whose_checks_were_left_out_is_neither_right_nor_wrong():
    # A check that was left out names no rows itself: its file does.
    a = CheckResult("test_a", "A.", "too_slow", rows=("make", "both"))
    b = CheckResult("test_b", "b", "not_run")

    assert [state for state, _, _ in states(a, b)] == ["not-yet", "open", "not-yet"]
    rows = row_views(ROWS, STATED, verdict(a, b))
    assert rows[1].words == "could not be asked"


def test_a_file_that_does_not_load_makes_no_row_wrong():
    a = CheckResult("test_a", "A.", "cannot_load", rows=("make", "both"))
    b = CheckResult("test_b", "B.", "cannot_load", rows=("show", "both"))

    assert {state for state, _, _ in states(a, b)} == {"open"}
    assert verdict(a, b).failing == ()


def test_a_folded_row_is_plain_text_with_its_codes():
    row = row_views(ROWS, STATED, None)[0]

    assert row.short == 'POST /notes with {"text": "..."} and a link'
    assert (row.codes, row.more) == ((201, 202), 0)


def test_folded_rows_that_ask_the_same_are_told_apart_by_their_answers():
    rows = (
        Row("list", "`GET /stops`", "{200}"),
        Row("label", "the same", "header `X-Stop` holds N"),
        Row("any", "any API", "it is told apart"),
        Row("twin", "any API", "it is called once"),
    )

    assert [row.short for row in row_views(rows, (), None)] == [
        "GET /stops",
        "the same: header X-Stop holds N",
        "any API: it is told apart",
        "any API: it is called once",
    ]
