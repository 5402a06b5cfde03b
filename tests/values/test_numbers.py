"""Numbers that somebody sent as text."""

from __future__ import annotations

import pytest

from course.values.numbers import number_of


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("123456789", 123456789)])
def test_digits_are_a_number(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", " 1", "1.0", "1_0", "²", "٣", "1234567890", "9" * 5000, "\ud800"]
)
def test_everything_else_is_none(text):
    assert number_of(text) is None
