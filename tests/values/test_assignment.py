"""The file of an assignment: written, read back, and refused with one sentence when it is not one."""

from __future__ import annotations

import json
from datetime import date

import pytest

from course.values.assignment import (
    FORMAT,
    MOST,
    Assignment,
    AssignmentError,
    check_known,
    day_of,
    read,
    title_of,
    values_of,
    written,
)

WEEK = Assignment("Wöche 3: “created”", date(2027, 1, 15), ("05_created", "06_no_content"))


def changed(**changes: object) -> bytes:
    return json.dumps(values_of(WEEK) | changes).encode()


def test_what_is_written_is_read_back():
    assert read(written(WEEK)) == WEEK


def test_the_title_names_an_assignment_whatever_its_case_or_day():
    later = Assignment("WÖCHE 3: “CREATED”", date(2028, 1, 1), ("01_say_it_in_json",))
    assert later.id == WEEK.id != Assignment("Week 4", WEEK.by, WEEK.exercises).id
    assert title_of(" Wo\u0308che 3 ") == "Wöche 3"


def test_a_day_lasts_until_its_end():
    assert [WEEK.days_left(date(2027, 1, day)) for day in (14, 15, 16)] == [1, 0, -1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a JSON file"),
        (written(WEEK)[:40], "half of one"),
        (b"\xff\xfe", "not a JSON file"),
        (b"[" * 60_000, "not a JSON file"),
        (b'{"version": ' + b"1" * 5000 + b"}", "number that is too long"),
        (b"[]", f'its "format" is not "{FORMAT}"'),
        (json.dumps({"format": "http-status-codes-course progress"}).encode(), '"format" is not'),
        (b" " * (MOST + 1), f"more than {MOST} bytes"),
        (changed(version=2), "of version 2; this course reads version 1"),
        (changed(version=True), "of version True"),
        (changed(title=""), "one line of 1 to 200 characters"),
        (changed(title="a\nb"), "one line"),
        (changed(title="\ud800"), "one line"),
        (changed(title="x" * 201), "one line"),
        (changed(title=7), "one line"),
        (changed(by="2027-02-29"), "not a day of the calendar"),
        (changed(by="20270115"), "not a day of the calendar"),
        (changed(by="2027-01-15T00:00"), "not a day of the calendar"),
        (changed(by=20270115), '"by" is a day'),
        (changed(exercises=[]), "at least one name"),
        (changed(exercises="05_created"), "at least one name"),
        (changed(exercises=["05_created", 6]), "not 6"),
        (changed(exercises=["../../etc"]), "holds names such as"),
    ],
)
def test_what_is_not_an_assignment_is_one_sentence(data, words):
    with pytest.raises(AssignmentError) as caught:
        read(data)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_an_exercise_is_asked_for_once():
    assert read(changed(exercises=["05_created"] * 3)).exercises == ("05_created",)


def test_an_exercise_that_is_not_here_is_named():
    check_known(WEEK, {"05_created", "06_no_content"})
    with pytest.raises(AssignmentError, match="asks for 06_no_content, which this course does not have"):
        check_known(WEEK, {"05_created"})


@pytest.mark.parametrize("text", ["", "tomorrow", "2027-13-01", "2027-1-5", "٢٠٢٧-01-15"])
def test_a_day_that_is_none(text):
    with pytest.raises(AssignmentError, match="Write it as 2027-01-15"):
        day_of(text)
