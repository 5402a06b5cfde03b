"""The pool of hostile values: each has a name, goes over the wire as it is, and is named by a failure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course.authoring.hostile_rules import a_tick_list, check_hostile
from course.grading.checks import judge, pool
from course.grading.checks.answers import Record
from course.grading.checks.client import Client
from course.grading.checks.rule import Rule
from course.grading.checks.submission import Submission

ECHO = """
from flask import Flask, request
app = Flask(__name__)

@app.post("/echo")
def echo():
    return request.get_data(), 200, {"Content-Type": "application/json"}

@app.get("/headers")
def headers():
    return {"got": request.headers.get("Accept")}
"""


@pytest.fixture
def client(tmp_path: Path) -> Client:
    (tmp_path / "app.py").write_text(ECHO)
    return Client(Record(Submission(tmp_path, tmp_path / "app.py"), seed=1))


def test_every_value_has_a_name_of_its_own() -> None:
    for kind, values in pool.POOL.items():
        names = [one.name for one in values]
        assert len(names) == len(set(names)), kind
        assert all(name == name.strip() and name for name in names)


def test_texts_and_shapes_come_back_as_they_were_sent(client: Client) -> None:
    seen = 0
    for value in client.texts():
        assert client.post("/echo", json={"text": value}).json["text"] == value
        seen += 1
    for value in client.shapes(without=["deep"]):
        if value is not None:
            assert client.post("/echo", json=value).json == value
            seen += 1
    assert seen > 30


def test_numbers_that_json_does_not_write_are_sent_as_they_are(client: Client) -> None:
    for value in client.numbers("huge", "nan"):
        body = client.post("/echo", json={"grams": value}).data
        assert body == b'{"grams": ' + value.text.encode() + b"}"
    (deep,) = client.shapes("deep")
    assert len(client.post("/echo", json={"a": [deep]}).data) > 2 * pool.LEVELS


def test_null_and_plain_values_are_sent_as_before(client: Client) -> None:
    for value in ({"a": "ä", "b": [1, 2.5, None, True]}, [], "x", 0, False):
        assert client.post("/echo", json=value).data == json.dumps(value).encode()


def test_a_part_of_a_kind_can_be_chosen(client: Client) -> None:
    assert list(client.texts("empty")) == [""]
    assert "" not in list(client.texts(without=["empty"]))
    with pytest.raises(KeyError, match="texts has no blanks; it has blank, empty"):
        list(client.texts("blanks"))


def test_the_forms_of_a_header_are_all_legal_ways_to_send_it(client: Client) -> None:
    for pairs in client.forms("Accept", "text/html", "application/json"):
        got = client.get("/headers", headers=pairs).json["got"].replace(" ", "")
        assert sorted(got.strip().split(",")) == ["application/json", "text/html"]
    assert len(list(client.forms("Accept", "a/b"))) == 4


def test_exceptions_are_new_each_time_and_of_the_kind(client: Client) -> None:
    found = list(client.exceptions(ValueError, UnicodeDecodeError))

    assert {type(error).__name__ for error in found} == {"ValueError", "SpecialValueError"}
    assert all(isinstance(error, ValueError) for error in found)
    assert any(not error.args for error in found)


def failing(client: Client, check: object) -> str:
    """Run a check that fails and return why, as the report says it."""
    with pytest.raises(AssertionError) as caught:
        check(client)  # type: ignore[operator]
    return judge.failed(judge.Context("test_x", Rule("A rule.")), client.record, caught.value).why


def test_a_failure_names_the_value_that_it_was_tried_with(client: Client) -> None:
    def inside(client: Client) -> None:
        for text in client.texts():
            for shape in client.each({"nothing else": {}, "an item": {"a": 1}}):
                client.post("/echo", json={**shape, "text": text})
                assert text.strip() == text

    def named_as_it_is(client: Client) -> None:
        for value in client.each({"0": 0}):
            client.post("/echo", json=value)
            assert value == 1

    def after_a_break(client: Client) -> None:
        for _ in client.texts():
            break
        client.get("/headers")
        raise AssertionError("no value is to blame")

    assert failing(client, inside).startswith(
        'Tried with a text with blanks around it ("  plum  cake ") and nothing else ({}).'
    )
    assert failing(client, named_as_it_is).startswith("Tried with 0.")
    assert client.record.tried == []
    assert failing(client, after_a_break) == ""


ROWS = ("create", "list")


@pytest.mark.parametrize(
    ("ticks", "checks", "words"),
    [
        ({"create": ["texts"], "list": "none because it takes no input"}, "client.texts()", ""),
        ({"create": ["texts.blank"], "list": ["texts"]}, "for x in client.texts('blank'):", ""),
        ({"create": ["own texts.blank", "own shapes"], "list": ["texts"]}, "client.texts()", ""),
        ({"create": ["own texts"], "list": ["texts"]}, "for x in ODD_TEXTS:", "no check asks for them"),
        ({"create": ["texts"]}, "client.texts()", "says nothing of the row list"),
        ({"create": ["texts"], "list": ["numbers"]}, "client.texts()", "no check asks for them"),
        ({"create": ["texts"], "list": ["texts"], "x": ["texts"]}, "client.texts()", "not a row"),
        (None, "", "lacks hostile"),
    ],
)
def test_a_row_ticks_kinds_or_strikes_them_with_a_reason(
    ticks: dict[str, object] | None, checks: str, words: str
) -> None:
    front = {} if ticks is None else {"hostile": ticks}

    found = [fault.message for fault in check_hostile(front, 1, ROWS, checks, required=True)]

    assert (words in found[0]) if words else found == []


@pytest.mark.parametrize(
    "ticks",
    [
        [],
        "texts",
        {"create": "none"},
        {"create": []},
        {"create": ["words"]},
        {"create": ["texts.x"]},
        {"create": ["own"]},
        {"create": ["own words"]},
        {"create": ["own texts.x"]},
    ],
)
def test_ticks_that_cannot_be_read_are_refused(ticks: object) -> None:
    with pytest.raises(ValueError):
        a_tick_list(ticks)
