"""Whatever an app answers, the grader says something true about it and never falls over."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from course.grading.checks.differences import compare_sides, first_difference, kind_of
from course.grading.checks.parsing import MOST_DEPTH, Deep, parse_json, same, whole_number
from course.grading.checks.shown import show
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.values.exercise import Exercise
from course.values.wire import printable

HEAD = """
import json
from flask import Flask, Response, request
app = Flask(__name__)

class Odd(Exception):
    def __str__(self):
        raise RuntimeError("no text")

def as_json(text, status=200):
    return Response(text, status, mimetype="application/json")

@app.get("/teas/<name>")
def show(name):
"""
#: name: (body of the view, words in what came back or differs)
ANSWERS = {
    "nested 100,000 deep": ("    return as_json('[' * 100_000 + ']' * 100_000)", "[[[["),
    "objects 100,000 deep": ("    return as_json('{\"a\":' * 100_000 + '1' + '}' * 100_000)", '{"a": {"a"'),
    "deep in a field": (
        "    return as_json('{\"name\": \"assam\", \"grams\": ' + '[' * 9000 + ']' * 9000 + '}')",
        "field grams",
    ),
    "deep and not closed": ("    return as_json('[' * 100_000)", "not JSON"),
    "5,000 digits": (
        "    return as_json('{\"name\": \"assam\", \"grams\": ' + '7' * 5000 + '}')",
        "an integer of 5000 digits",
    ),
    "NaN": ('    return as_json(\'{"name": "assam", "grams": NaN}\')', "NaN is not JSON"),
    "1e999": ('    return as_json(\'{"name": "assam", "grams": 1e999}\')', "Infinity"),
    "half a surrogate pair": ('    return as_json(\'{"name": "\\\\ud800", "grams": 12}\')', "\\ud800"),
    "half a surrogate pair in an exception": ("    raise RuntimeError('\\ud800')", "\\ud800"),
    "an exception without a text": ("    raise Odd", "__str__ raises"),
    "control characters": ('    return as_json(\'{"name": "\\\\u001b[31m", "grams": 12}\')', "u001b"),
    "UTF-16": ("    return Response('{}'.encode('utf-16'), mimetype='application/json')", "field name"),
    "bytes that are not a text": ("    return as_json(b'\\xff\\xfe\\xff')", "not JSON"),
    "a megabyte of text": ("    return {'name': 'x y\\n' * 300_000, 'grams': 12}", "field name"),
    "a body without an end": (
        "    def parts():\n        while True:\n            yield b'x' * 9999\n    return Response(parts())",
        "goes on and on",
    ),
    "many members": ("    return {str(i): i for i in range(50_000)}", "field name is missing"),
    "a list of many": ("    return as_json(json.dumps(list(range(200_000))))", "[0, 1, 2"),
}


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    grader = Grader()
    yield grader
    grader.close()


@pytest.mark.parametrize("name", ANSWERS)
def test_no_answer_is_a_fault_of_the_grader(name: str, tea_house: Exercise, grader: Grader) -> None:
    view, words = ANSWERS[name]
    tea_house.source_path.write_text(HEAD + view + "\n")

    report = grade(tea_house, grader=grader)

    assert not report.fault
    first = report.first_failure
    assert first is not None and first.outcome in ("wrong", "crashed"), first
    said = f"{first.came_back} {first.difference} {first.traceback}"
    assert words in said, said
    assert len(said) < 2_000
    json.dumps(report.to_dict(), ensure_ascii=False).encode()
    assert said.replace("\n", "").isprintable()


def deep(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels):
        value = [value]
    return value


def test_deep_values_are_compared_and_shown() -> None:
    levels = 5_000
    read = parse_json(b"[" * levels + b"]" * levels)

    assert same(read, deep(levels - 1))
    assert not same(read, deep(levels))
    assert Deep(read) == deep(levels - 1)
    assert len(show(read)) < 200
    assert first_difference({"a": Deep(read)}, {"a": 1}) == "field a differs"
    assert compare_sides("==", {"a": Deep(read)}, {"a": Deep(read)}).difference == ""
    assert kind_of(Deep(read)) == "Deep"


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '[1, [2, {"a": [null, true, -1.5e3, "\\u00e4\\""]}], {}]', ' {"a" : [ ] } ', '"x"', "12"],
)
def test_the_parser_for_deep_texts_reads_what_json_reads(text: str) -> None:
    wrapped = "[" * 3_000 + text + "]" * 3_000

    value = parse_json(wrapped.encode())

    for _ in range(3_000):
        (value,) = value
    assert value == json.loads(text)


@pytest.mark.parametrize(
    "text", ["[1 2]", '{"a" 1}', "{1: 2}", "[1,]", '{"a": 1,}', "[", "[]]", "[NaN]", "+1"]
)
def test_the_parser_for_deep_texts_refuses_what_json_refuses(text: str) -> None:
    with pytest.raises(ValueError):
        json.loads(text, parse_constant=lambda word: int(word))
    with pytest.raises(ValueError):
        parse_json(("[" * 3_000 + text + "]" * 3_000).encode())


def test_numbers_of_any_size() -> None:
    assert whole_number("-" + "9" * 10_000) == -(10**10_000) + 1
    assert show(10**4_999) == "an integer of 5000 digits"
    assert show([10**30, float("nan"), float("inf"), True, None]) == (
        "[1000000000000000000000000000000, NaN, Infinity, true, null]"
    )
    assert MOST_DEPTH < 100


def test_texts_for_people_hold_nothing_that_harms_a_terminal() -> None:
    assert printable("a\ud800\x1b[31m\x00\tä\n") == "a\\ud800\\x1b[31m\\x00\tä\n"
