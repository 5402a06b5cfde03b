"""A learner's YAML or JSON is read as JSON values that know their lines, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.checks.answers import CheckFailed
from course.grading.checks.document import Document, place_of, read_document, reference_to
from course.grading.checks.submission import CannotLoad, Submission
from course.grading.yaml_nodes import compose

FOLDER = Path(__file__).resolve().parent


def read(text: str) -> Document:
    return read_document(Submission(FOLDER, FOLDER / "openapi.yaml", text.encode()), compose)


def refusal(text: str) -> str:
    with pytest.raises(CannotLoad) as caught:
        read(text)
    return caught.value.message


def test_values_are_those_of_yaml_1_2():
    document = read("a: no\nb: 12:30\nc: 2026-01-01\nd: 012\ne: null\nf: true\ng: 1.5\nh: '7'\ni:\n")
    assert document.value == {
        "a": "no",
        "b": "12:30",
        "c": "2026-01-01",
        "d": 12,
        "e": None,
        "f": True,
        "g": 1.5,
        "h": "7",
        "i": None,
    }


def test_codes_without_quotation_marks_are_texts_and_are_known():
    document = read("responses:\n  200: {}\n  '404': {}\n")
    assert list(document.value["responses"]) == ["200", "404"]
    assert document.bare == (("responses", "200"),)


def test_every_value_knows_its_line():
    document = read("a:\n  - x\n  - b: 1\n    c: 2\n")
    assert document.where("a", 1, "c") == "openapi.yaml:4"
    assert document.where("a", 1, "missing", "deeper") == "openapi.yaml:3"
    assert document.where() == "openapi.yaml:1"


def test_json_is_read_too_even_with_tabs():
    assert read('{\n\t"a": [1, {"b": null}]\n}').value == {"a": [1, {"b": None}]}


def test_anchors_and_merge_keys():
    document = read("base: &base {x: 1, y: 2}\nmore:\n  <<: *base\n  y: 3\nlist: [*base]\n")
    assert document.value["more"] == {"x": 1, "y": 3}
    assert document.value["list"] == [{"x": 1, "y": 2}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("# nothing\n", "is empty"),
        ("- a\n- b\n", "holds a list"),
        ("hello", "holds one single value"),
        ("a: 1\nb: [1\nc: 2\n", "is not YAML, line 3"),
        ("a: 1\na: 2\n", "the key 'a' stands here a second time"),
        ("? [1, 2]\n: x\n", "a key must be a single text"),
        ("a: !!set {x}\n", "the tag !!set has no place in JSON"),
        ("a: !!binary aGk=\n", "the tag !!binary has no place in JSON"),
        ("a: !mine 1\n", "the tag !mine has no place in JSON"),
        ("a: !!int x\n", "'x' is not a number"),
        ("a: &a [*a]\n", "never come to an end"),
        ("a: 1\n---\nb: 2\n", "is not YAML"),
        ("a: " + "[" * 5000, "openapi.yaml is n"),
        (
            "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
            "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
            "never come to an end",
        ),
    ],
)
def test_what_is_no_document_is_refused_in_words(text, words):
    assert words in refusal(text)


def test_bytes_that_are_no_utf_8_are_refused():
    with pytest.raises(CannotLoad, match="not saved as UTF-8 \\(line 2\\)"):
        read_document(Submission(FOLDER, FOLDER / "openapi.yaml", b"a: 1\nb: \xff\n"), compose)


def test_references_are_followed_to_the_end():
    document = read("a: {$ref: '#/b/~1x'}\nb: {/x: {$ref: '#/c'}}\nc: {y: 1}\n")
    assert document.resolve("a") == ("c",)
    assert document.at(*document.resolve("a")) == {"y": 1}


@pytest.mark.parametrize("target", ["#/nowhere", "other.yaml#/a", "#/a", "#"])
def test_references_that_lead_nowhere_fail_in_words(target):
    with pytest.raises(CheckFailed) as caught:
        read(f"x: 1\na: {{$ref: '{target}'}}\n").resolve("a")
    assert "leads" in caught.value.came_back
    assert caught.value.where == "openapi.yaml:2"


def test_places_and_references_are_inverse():
    place = ("paths", "/stops/{id}", "get", "a~b")
    assert place_of(reference_to(place)) == place
