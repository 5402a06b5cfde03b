from __future__ import annotations

import pytest

from course.text.tables import cells_of, divides_code


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b | c |", ("a", "b", "c")),
        ("  | a | b | c", ("a", "b", "c")),
        ("| a | `x|y` | c |", ("a", "`x|y`", "c")),
        (r"| a | `x\|y` | c |", ("a", "`x|y`", "c")),
        (r"| a | x\|y | c |", ("a", "x|y", "c")),
        ("| a | ``x`|y`` | c |", ("a", "``x`|y``", "c")),
        (r"| a | \`x | y\` |", ("a", r"\`x", r"y\`")),
        ("| a | ` | c |", ("a", "`", "c")),
        ("| a | b ||", ("a", "b", "")),
        (r"| a | \d | c |", ("a", r"\d", "c")),
    ],
)
def test_a_row_is_divided_at_its_edges_only(line: str, cells: tuple[str, ...]) -> None:
    assert cells_of(line) == cells


@pytest.mark.parametrize(
    ("line", "divides"),
    [
        ("| a | `x|y` | c |", True),
        ("| a | ``x`|y`` | c |", True),
        (r"| a | `x\|y` | c |", False),
        ("| a | x | y |", False),
        ("| a | `x` | `y` |", False),
    ],
)
def test_what_github_divides_inside_code(line: str, divides: bool) -> None:
    assert divides_code(line) is divides
