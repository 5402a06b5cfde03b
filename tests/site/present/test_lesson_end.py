"""What the end of a lesson says of the first answers, and the heading it gives."""

from __future__ import annotations

import pytest

from course.site.present.lesson_end import counted, summary_of
from course.values.progress import Answer


def given(*answers: tuple[str, bool]) -> list[Answer]:
    """Return answers of a confidence and an outcome."""
    return [Answer(f"q{n}", ("x",), sure, right, 1, "2026-01-05") for n, (sure, right) in enumerate(answers)]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([("sure", True)], "You answered one question. It was right at once."),
        ([("guessing", True), ("sure", True)], "You answered two questions. All were right at once."),
        (
            [("sure", True), ("guessing", False)],
            "You answered two questions. One was right at once, and you were sure of no wrong answer.",
        ),
        (
            [("sure", False), ("sure", False), ("guessing", True), ("sure", True)],
            "You answered four questions. Two were right at once; you were sure of two wrong answers.",
        ),
        (
            [("sure", False), ("guessing", False)],
            "You answered two questions. None was right at once; you were sure of one wrong answer.",
        ),
    ],
)
def test_the_summary_counts_first_answers(answers, said):
    assert summary_of(given(*answers)) == said


def test_nothing_answered_is_said_plainly():
    assert summary_of([]).startswith("You have not answered anything here yet.")


def test_numbers_are_words_up_to_twelve():
    assert [counted(n, "step") for n in (1, 2, 12, 13)] == [
        "one step",
        "two steps",
        "twelve steps",
        "13 steps",
    ]
