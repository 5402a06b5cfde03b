from __future__ import annotations

import pytest

from course.text.front_matter import read_front_matter


def test_values_and_body_know_their_lines() -> None:
    front = read_front_matter("---\ntitle: A\nlist:\n  - 1\nlast: x\n---\nThe body.\n")

    assert front.values == {"title": "A", "list": [1], "last": "x"}
    assert front.lines == {"title": 2, "list": 3, "last": 5}
    assert (front.body, front.body_line, front.faults) == ("The body.\n", 7, ())


@pytest.mark.parametrize("text", ["\ufeff---\na: 1\n---\n", "---\r\na: 1\r\n---\r\n", "---  \na: 1\n--- "])
def test_what_editors_leave_at_the_ends_of_lines_does_not_matter(text: str) -> None:
    front = read_front_matter(text)

    assert (front.values, front.faults, front.body) == ({"a": 1}, (), "")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: A\n", 1, "front matter is missing"),
        ("---\ntitle: A\n", 1, "front matter is missing"),
        ("---\n---\nbody", 1, "holds no keys"),
        ("---\n- a\n---\n", 2, "here stand options"),
        ("---\na: 1\nb: c: d\n---\n", 3, "not YAML"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 4, "a is stated twice"),
        ("---\nday: 2024-13-45\n---\n", 2, "not YAML"),
    ],
)
def test_a_mistake_is_reported_at_its_line(text: str, line: int, message: str) -> None:
    faults = read_front_matter(text).faults

    assert [fault.line for fault in faults] == [line]
    assert message in faults[0].message
