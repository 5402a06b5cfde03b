"""Assignments in instance/: whole files that only their owner reads, several at once, exported."""

from __future__ import annotations

import os
from datetime import date

import pytest

from course.progress.assignments import Assignments, NotKept
from course.progress.store import Store
from course.values.assignment import Assignment, values_of

FIRST = Assignment("Week 1", date(2027, 1, 15), ("05_created",))
SECOND = Assignment("Week 0", date(2027, 1, 22), ("01_say_it_in_json", "05_created"))


@pytest.fixture
def kept(tmp_path) -> Assignments:
    return Assignments(tmp_path / "instance" / "assignments")


def test_nothing_is_there_at_first(kept):
    assert (kept.all(), kept.damaged(), kept.drop("x")) == ((), (), None)
    assert not kept.folder.exists()


def test_the_next_day_comes_first_and_the_same_title_replaces(kept):
    assert [kept.take(one) for one in (SECOND, FIRST)] == [False, False]
    assert kept.all() == (FIRST, SECOND)
    later = Assignment("week 1", date(2027, 2, 1), ("06_no_content",))
    assert kept.take(later)
    assert kept.all() == (SECOND, later)
    assert kept.drop(SECOND.id) == SECOND and kept.all() == (later,)


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_nobody_else_reads_them_and_nothing_is_left_beside(kept):
    before = os.umask(0)
    try:
        kept.take(FIRST)
    finally:
        os.umask(before)
    (file,) = kept.folder.iterdir()
    assert [path.stat().st_mode & 0o777 for path in (kept.folder, file)] == [0o700, 0o600]


def test_a_damaged_file_is_named_and_the_others_stay(kept):
    kept.take(FIRST)
    kept.take(SECOND)
    damaged = kept.folder / f"{FIRST.id}.json"
    damaged.write_text(damaged.read_text()[:50])
    (kept.folder / "0000.json").mkdir()
    assert kept.all() == (SECOND,)
    assert kept.damaged() == ("0000.json", damaged.name)
    kept.take(FIRST)
    assert kept.all() == (FIRST, SECOND)


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "instance").touch()
    with pytest.raises(NotKept, match=r"cannot be written .* so nothing was changed"):
        Assignments(tmp_path / "instance" / "assignments").take(FIRST)


def test_they_travel_with_the_export_and_what_is_here_stays(tmp_path):
    one, other = Store(tmp_path / "one" / "p.sqlite"), Store(tmp_path / "other" / "p.sqlite")
    one.assignments.take(FIRST)
    one.assignments.take(SECOND)
    exported = one.export()
    assert exported["assignments"] == [values_of(FIRST), values_of(SECOND)]
    mine = Assignment("Week 1", date(2030, 1, 1), ("06_no_content",))
    other.assignments.take(mine)
    assert [other.import_(exported).assignments for _ in range(2)] == [1, 0]
    assert other.assignments.all() == (SECOND, mine)
    del exported["assignments"]  # as older versions exported
    assert other.import_(exported).total == 0
    one.close()
    other.close()


@pytest.mark.parametrize("found", [{}, [{"title": "x"}], [None]])
def test_an_export_with_others_changes_nothing(tmp_path, found):
    store = Store(tmp_path / "p.sqlite")
    with pytest.raises(ValueError, match="In exported progress, assignments"):
        store.import_({**store.export(), "assignments": found})
    store.close()
