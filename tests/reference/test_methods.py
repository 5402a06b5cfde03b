"""The table of methods and codes."""

from __future__ import annotations

import pytest

from course.reference import entries, methods
from course.values.links import DEFAULT_LINKS

SAFE = ("GET", "HEAD", "OPTIONS")


@pytest.fixture(scope="module")
def table():
    return methods.load()


def test_a_code_has_the_source_that_its_page_names(table):
    for row in table.rows:
        assert row.source == entries.load(DEFAULT_LINKS).entries[row.code].source


def test_what_the_standard_rules_out_for_a_method(table):
    cells = (cell for method in table.methods for cell in table.of(method))
    never = {(cell.method, cell.code) for cell in cells if cell.use == "never"}

    assert {("POST", 206), ("POST", 304), ("POST", 416)} <= never  # RFC 9110 §9.3.3
    assert {(method, 304) for method in table.methods if method not in ("GET", "HEAD")} <= never
    assert {("GET", 201), ("HEAD", 201)} <= never


def test_a_safe_method_is_never_said_to_change_anything(table):
    for code in (201, 202, 205, 409, 428):
        row = next(row for row in table.rows if row.code == code)
        for cell in row.cells:
            assert not cell or cell.method not in SAFE or cell.use == "never"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("GET: [sometimes, x]", "200 GET is"),
        ("GET: [usual]", "200 GET is"),
        ("FETCH: [usual, x]", "200 names FETCH"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(row, message):
    text = f"methods: [GET]\ncodes:\n  200:\n    source: RFC 9110 §15.3.1\n    {row}\n"
    with pytest.raises(ValueError, match=message):
        methods.read(text)


def test_a_code_without_a_source_is_refused():
    with pytest.raises(ValueError, match="has no source"):
        methods.read("methods: [GET]\ncodes:\n  200:\n    GET: [usual, x]\n")
