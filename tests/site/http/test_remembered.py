"""Values that are made anew after a while, and not before."""

from __future__ import annotations

from course.site.http.remembered import Remembered


def test_a_value_is_made_once_for_each_key_within_its_shelf_life():
    made = []
    kept = Remembered(shelf_life=3600)

    def value(key):
        return kept.get(key, lambda: made.append(key) or len(made))

    assert [value("a"), value("b"), value("a"), value(("a", 1))] == [1, 2, 1, 3]
    assert made == ["a", "b", ("a", 1)]


def test_a_value_past_its_shelf_life_is_made_anew():
    kept = Remembered(shelf_life=-1)
    assert [kept.get("a", lambda: 1), kept.get("a", lambda: 2)] == [1, 2]
