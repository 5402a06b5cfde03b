"""Patterns on the syntax tree find what code does, however it is spelled, and nothing that it only says."""

from __future__ import annotations

import ast

import pytest

from course.grading.evidence.language import parse_evidence
from course.grading.evidence.source import find_in_source

FOUND = [
    ("source abort(402, ...)", "abort(402, 'no money')"),
    ("source abort(402, ...)", "flask.abort(402, description='no money')"),
    ("source abort(402, ...)", "abort(402)"),
    ("source str(_.valid_methods)", "x = {'Allow': str(error.valid_methods)}"),
    ("source _.isdigit()", "if request.args['page'].isdigit(): pass"),
    ("source jsonify(..., status=404)", "jsonify(error='x', status=404)"),
    ("source `_[_] = _`", "orders[key] = order"),
    ("source `return _, 404`", "def f():\n    return {'a': 1}, 404"),
    ("source `if _: ...`", "if a == b:\n    c()\n    d()"),
    ("source except IntegrityError", "try:\n    x()\nexcept (KeyError, sqlite3.IntegrityError):\n    y()"),
    ("source except BaseException", "try:\n    x()\nexcept:\n    y()"),
    ("source text `(?i)or replace`", "db.execute('INSERT OR REPLACE INTO a')"),
    ("source keyword finally", "try:\n    x()\nfinally:\n    y()"),
    ("source above login", "@login_required\n@app.get('/a')\ndef a(): ..."),
    ("source early user", "def a():\n    return g.user\n\n\ndef b():\n    g.user = 1"),
    (
        "source `def a(): ...; b = _; ...; c = _; ...`",
        "@app.get('/a')\ndef a():\n    b = 1\n    c = b in d\n    return c",
    ),
    ('source `def _(_): return {"error": _}, _`', 'def a(b: str):\n    return {"error": b}, 404'),
]
NOT_FOUND = [
    ("source abort(402, ...)", "abort(404)"),
    ("source abort(402)", "abort(402, 'no money')"),
    ("source abort(1)", "abort(True)"),
    ("source str(_.valid_methods)", "', '.join(error.valid_methods)"),
    ("source jsonify(..., status=404)", "jsonify(error='x', status=400)"),
    ("source except IntegrityError", "IntegrityError"),
    ("source text `(?i)or replace`", '"""Says INSERT OR REPLACE."""\nx = 1'),
    ("source text `(?i)or replace`", "x = 1  # insert or replace"),
    ("source above login", "@app.get('/a')\n@login_required\ndef a(): ..."),
    ('source `def _(_): return {"error": _}, _`', 'def a(b, c):\n    return {"error": b}, 404'),
    ('source `def _(_): return {"error": _}, _`', 'def a(b):\n    log(b)\n    return {"error": b}, 404'),
    ("source early user", "def b():\n    g.user = 1\n\n\ndef a():\n    return g.user"),
    (
        "source `def a(): ...; b = _; ...; c = _; ...`",
        "@app.get('/a')\ndef a():\n    c = b in d\n    b = 1\n    return c",
    ),
]


def find(text: str, source: str) -> int | None:
    (clause,) = parse_evidence(text).clauses
    return find_in_source(clause.claim, ast.parse(source))  # type: ignore[arg-type] # a pattern


@pytest.mark.parametrize(("text", "source"), FOUND)
def test_a_pattern_finds_its_code(text: str, source: str) -> None:
    assert find(text, source) is not None


@pytest.mark.parametrize(("text", "source"), NOT_FOUND)
def test_a_pattern_finds_nothing_else(text: str, source: str) -> None:
    assert find(text, source) is None
