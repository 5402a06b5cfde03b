"""Two texts side by side."""

from __future__ import annotations

from course.site.present.diffs import in_one_column, side_by_side, with_docstring_of


def test_two_texts_side_by_side():
    rows = side_by_side("a\nb\nc\n", "a\nB\nc\nd\n")

    assert [row.kind for row in rows] == ["same", "changed", "same", "added"]
    assert side_by_side("a\n", "a\n") == ()
    long = "".join(f"{n}\n" for n in range(40))
    skipped = side_by_side(long + "x\n", long + "y\n")
    assert [row.kind for row in skipped] == ["skipped", "same", "same", "same", "changed"]
    assert skipped[0].count == 37


def plain(text: str) -> list[str]:
    return text.split("\n")


def test_in_one_column_what_is_gone_stands_above_what_came():
    lines = in_one_column("a\nb\nc\nd\n", "a\nB\nC\nd\ne\n", plain)

    assert [(line.kind, line.html) for line in lines] == [
        ("same", "a"),
        ("del", "b"),
        ("del", "c"),
        ("add", "B"),
        ("add", "C"),
        ("same", "d"),
        ("add", "e"),
    ]
    assert in_one_column("a\n", "a\n", plain) == ()


def test_lines_that_only_python_breaks_are_shown_with_their_own_text():
    lines = in_one_column("a\u2028b\nc\n\n\n", "a\u2028b\nd\n\n\n", plain)

    assert [line.html for line in lines if line.kind in ("del", "add")] == ["c", "d"]


def test_what_a_program_says_about_itself_is_no_difference():
    mine, reference = '"""Mine,\nlonger."""\n\na = 1\n', '"""The reference."""\n\na = 1\n'

    assert in_one_column(mine, with_docstring_of(reference, mine), plain) == ()
    assert with_docstring_of("a: 1\n", mine) == "a: 1\n"
    assert with_docstring_of(reference, "def (") == reference
