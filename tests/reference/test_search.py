"""Search: a situation leads to its code, words may be cut short, and the order is dependable."""

from __future__ import annotations

import pytest

from course.reference import entries as reference
from course.reference import search
from course.reference.search import Item, find, items, words

ITEMS = items(reference.load(), (), ())


def codes_for(query: str) -> list[int]:
    return [item.code for item in find(ITEMS, query) if item.code]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("already exists", 409),
        ("token expired", 401),
        ("too many", 429),
        ("wrong method", 405),
        ("not logged in", 401),
        ("no permission", 403),
        ("email taken", 409),
        ("upload too big", 413),
        ("file too large", 413),
        ("malformed JSON", 400),
        ("validation failed", 422),
        ("maintenance", 503),
        ("upstream timeout", 504),
        ("deleted for good", 410),
        ("background job", 202),
        ("after a form", 303),
        ("someone else saved first", 412),
        ("teapot", 418),
        ("court order", 451),
        ("conflict", 409),
        ("404", 404),
        ("Not Found", 404),
        ("unprocessable", 422),
        ("expired tokens", 401),
    ],
)
def test_a_situation_leads_to_its_code(query, code):
    assert codes_for(query)[0] == code


def test_every_situation_of_the_data_finds_its_own_code():
    for entry in reference.load().entries.values():
        for phrase in entry.situations:
            assert entry.code in codes_for(phrase), (entry.code, phrase)


def test_a_beginning_is_enough():
    assert codes_for("unauth")[0] == 401
    assert set(codes_for("50")) >= {500, 501, 502, 503}


def test_a_whole_word_counts_more_than_a_beginning():
    goal = Item("step", "lesson:a", "Gone")
    other = Item("step", "lesson:b", "Gonering")
    assert find((other, goal), "gone") == (goal, other)


def test_words_that_say_nothing_are_left_out():
    assert codes_for("the name of it is already taken")[0] == 409
    assert words("Files, requests and a class") == ["file", "request", "and", "a", "class"]


def test_half_of_the_words_are_enough_and_less_is_nothing():
    assert codes_for("token xyzzy")[0] == 401
    assert find(ITEMS, "token xyzzy plugh") == ()
    assert find(ITEMS, "xyzzy") == find(ITEMS, "") == find(ITEMS, " ,.!") == ()


def test_results_are_limited_and_a_long_query_is_cut():
    assert len(find(ITEMS, "4")) == search.MOST
    assert find(ITEMS, "404" + " " * 200 + "xyzzy")[0].code == 404
