"""Two texts side by side."""

from __future__ import annotations

from course.site.present.diffs import side_by_side


def test_two_texts_side_by_side():
    rows = side_by_side("a\nb\nc\n", "a\nB\nc\nd\n")

    assert [row.kind for row in rows] == ["same", "changed", "same", "added"]
    assert side_by_side("a\n", "a\n") == ()
    long = "".join(f"{n}\n" for n in range(40))
    skipped = side_by_side(long + "x\n", long + "y\n")
    assert [row.kind for row in skipped] == ["skipped", "same", "same", "same", "changed"]
    assert skipped[0].count == 37
