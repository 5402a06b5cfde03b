"""Exchanges drawn honestly, and what a verdict points at."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("hypothesis", reason="hypothesis is not installed: pip install -r requirements-dev.txt")

from hypothesis import given
from hypothesis import strategies as st

from course.site.present.verdicts import leading_family, line_of
from course.site.present.wires import CRASHED, INDENTED, draw, hide, reindent
from course.values.wire import Exchange, Request, Response

GET = Request("GET", "/things/1")
JSON = (("Content-Type", "application/json"),)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values, st.booleans())
def test_reindenting_changes_white_space_only(value, ascii_only):
    sent = json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":"))
    shown = reindent(sent)

    assert json.loads(shown) == value
    assert shown == json.dumps(value, ensure_ascii=ascii_only, indent=2)


def test_numbers_escapes_and_repeated_keys_stay_as_sent():
    assert reindent('{"a":1.50,"a":"\\u00e9","b":[],"c":{}}') == (
        '{\n  "a": 1.50,\n  "a": "\\u00e9",\n  "b": [],\n  "c": {}\n}'
    )


@pytest.mark.parametrize("text", ["", "{", "<p>", "{'a': 1}"])
def test_what_is_no_json_is_left_alone(text):
    assert reindent(text) is None


def test_a_long_json_body_is_indented_and_says_so():
    wire = draw(Exchange(GET, Response(200, "OK", JSON, b'{"name":"' + b"x" * 80 + b'"}')))
    short = draw(Exchange(GET, Response(200, "OK", JSON, b'{"name":"lamp"}\n')))

    assert wire.body.startswith('{\n  "name"') and wire.notes == (INDENTED,)
    assert short.body == '{"name":"lamp"}' and short.notes == ()


@pytest.mark.parametrize(
    ("request_", "status", "said"),
    [
        (GET, 204, "No content: a 204 ends after its header fields."),
        (GET, 304, "No content: a 304 ends after its header fields."),
        (Request("HEAD", "/"), 200, "No body: HEAD asks for the header fields only."),
        (GET, 200, "No body: 0 bytes."),
    ],
)
def test_an_empty_body_says_why(request_, status, said):
    assert draw(Exchange(request_, Response(status, "X"))).notes == (said,)


def test_endings_without_a_response_are_drawn_as_such():
    raised = draw(Exchange(GET, raised="ValueError: no"))
    closed = draw(Exchange(GET))
    half = draw(Exchange(GET, fragment=b"HTTP/1.1 20"))

    assert (raised.ending, raised.body, raised.status) == ("raised", "ValueError: no", 0)
    assert (closed.ending, closed.body) == ("nothing", "")
    assert (half.ending, half.body) == ("nothing", "HTTP/1.1 20")


def test_interim_responses_stand_before_the_answer():
    received = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    drawn = draw(Exchange(GET, Response(401, "Unauthorized"), fragment=received))

    assert (drawn.status, drawn.interim) == (401, (("100", "Continue"), ("103", "Early Hints")))
    assert draw(Exchange(GET, Response(200, "OK"))).interim == ()


def test_a_crash_is_named_beside_its_500():
    assert draw(Exchange(GET, Response(500, "X", (), b"<p>"), crashed=True)).notes == (CRASHED,)


def test_a_hidden_wire_knows_no_answer():
    wire = hide(GET)

    assert (wire.ending, wire.status, wire.headers, wire.body, wire.notes) == ("hidden", 0, (), "", ())


@pytest.mark.parametrize(
    ("where", "line"), [("app.py:14 in add", 14), ("app.py:7", 7), ("app.py", 0), ("", 0)]
)
def test_line_of(where, line):
    assert line_of(where) == line


@pytest.mark.parametrize(("text", "family"), [("404 Not Found", 4), ("no Location", 0), ("2000", 0), ("", 0)])
def test_leading_family(text, family):
    assert leading_family(text) == family
