"""Which lines of a program are marked, and which are folded because they stand above."""

from __future__ import annotations

from course.site.present.listings import Shelf, Source, source_of
from course.text.markup import code_lines
from course.values.lesson import Panel

ONE_WAY = """@app.post("/comets")
def report():
    name = request.json["name"]
    comets.add(name)
    return name, 201"""
TWO_WAYS = ONE_WAY.replace(
    "    comets.add(name)\n", "    if name in comets:\n        return name\n    comets.add(name)\n"
)


def panel(code: str, answered: int = 0, wanted: str = "", app: str = "comets.py") -> Panel:
    """Return a panel without exchanges."""
    return Panel(app, code_lines(code, wanted), (), answered=answered)


def marks(source: Source | None) -> dict[int, str]:
    """Return the marks of a listing by line number."""
    assert source is not None
    return {line.number: line.mark for part in source.stretches for line in part.lines if line.mark}


def folds(source: Source | None) -> list[str]:
    """Return what the folded parts of a listing say."""
    assert source is not None
    return [part.words for part in source.stretches if part.words]


def test_a_new_listing_marks_the_line_that_answered_when_several_could_have():
    assert marks(source_of(panel(TWO_WAYS, answered=5), told=True)) == {5: "at"}
    assert marks(source_of(panel(ONE_WAY, answered=5), told=True)) == {}
    assert folds(source_of(panel(TWO_WAYS, answered=5), told=True)) == []


def test_the_line_that_answered_is_a_secret_until_the_answer():
    assert marks(source_of(panel(TWO_WAYS, answered=5))) == {}

    shelf = Shelf()
    shelf.show(panel(TWO_WAYS, answered=5), told=True)
    again = shelf.show(panel(TWO_WAYS, answered=7))
    assert marks(again) == {} and folds(again) == ["7 lines as above"]
    assert marks(shelf.show(panel(TWO_WAYS, answered=7), told=True)) == {7: "at"}


def test_the_same_app_is_folded_but_for_its_only_way_out():
    shelf = Shelf()
    shelf.show(panel(ONE_WAY, answered=5), told=True)
    again = shelf.show(panel(ONE_WAY, answered=5))

    assert again is not None and again.note == "the same app"
    assert folds(again) == ["4 lines as above"] and marks(again) == {5: "at"}
    other = shelf.show(panel(ONE_WAY, answered=5, app="others.py"))
    assert other is not None and other.note == "the same lines"


def test_another_version_shows_the_lines_that_differ():
    shelf = Shelf()
    shelf.show(panel(ONE_WAY), told=True)
    version = shelf.show(panel(TWO_WAYS, answered=7))

    assert version is not None and version.note == "differs where marked"
    assert marks(version) == {4: "at", 5: "at"}
    assert folds(version) == ["3 lines as above"]


def test_lines_that_only_went_away_are_no_difference_to_mark():
    shelf = Shelf()
    shelf.show(panel(TWO_WAYS), told=True)
    shorter = shelf.show(panel(ONE_WAY))

    assert shorter is not None and shorter.note == ""
    assert folds(shorter) == [] and marks(shorter) == {}


def test_the_author_decides_which_line_is_looked_at():
    assert marks(source_of(panel(TWO_WAYS, answered=5, wanted="request.json"), told=True)) == {3: "at"}


def test_a_pitfall_marks_both_sides_and_folds_what_is_far_from_the_difference():
    head = "\n".join(f"line_{n} = {n}" for n in range(12))
    wrong, right = Shelf().versions(panel(f"{head}\nreturn 1"), panel(f"{head}\nreturn 2\nend()"))

    assert marks(wrong) == {13: "del"} and marks(right) == {13: "add", 14: "add"}
    assert folds(wrong) == folds(right) == ["9 lines alike in both"]
    assert [line.number for part in wrong.stretches for line in part.lines] == list(range(1, 14))


def test_no_code_is_no_listing():
    assert source_of(Panel("x.py", (), ()), told=True) is None
