"""What a report says of an exchange and of a comparison is true and complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.checks.answers import CheckFailed, Record, tagged_text
from course.grading.checks.client import Client
from course.grading.checks.differences import compare_sides, first_difference, sides_of
from course.grading.checks.judge import Context, failed
from course.grading.checks.raised import made_by_flask, meaning
from course.grading.checks.rule import Rule
from course.grading.checks.shown import show
from course.grading.checks.submission import Submission
from course.values import meanings

HOUSE = """
from flask import Flask, abort, request
app = Flask(__name__)

@app.before_request
def guard():
    if "X-Badge" not in request.headers:
        abort(401)

@app.get("/rooms/<name>")
def show(name):
    return {"name": name}
"""
BADGE = {"X-Badge": "7"}


@pytest.fixture
def client(tmp_path: Path) -> Client:
    (tmp_path / "app.py").write_text(HOUSE)
    return Client(Record(Submission(tmp_path, tmp_path / "app.py"), seed=1))


def test_a_view_is_named_only_when_it_ran(client: Client) -> None:
    ran = client.get("/rooms/blue", headers=BADGE).recorded.where
    guarded = client.get("/rooms/blue").recorded.where
    options = client.open("/rooms/blue", "OPTIONS", headers=BADGE).recorded.where
    nowhere = client.get("/floors/1", headers=BADGE).recorded.where

    assert ran == "app.py:12 in show"
    assert guarded == "app.py:8 in guard"
    assert options == "Flask itself: no view answers OPTIONS here"
    assert nowhere == "no route of app.py matches GET /floors/1"


def test_a_missing_header_says_what_a_client_lacks(client: Client) -> None:
    answer = client.get("/rooms/blue")

    with pytest.raises(CheckFailed) as caught:
        answer.headers["www-authenticate"]

    assert "§15.5.2" in caught.value.why


def test_a_symptom_names_kinds_as_the_signatures_of_wrong_fixes_do(client: Client) -> None:
    answer = client.get("/rooms/blue", headers=BADGE)

    assert compare_sides("==", answer.text, "").symptom == "Text == str"
    assert compare_sides("in", "red", answer.text).symptom == "str in Text"
    assert compare_sides("==", answer.json["name"], "red").symptom == "str == str"


def test_a_missing_field_says_what_becomes_of_a_client(client: Client) -> None:
    answer = client.get("/rooms/blue", headers=BADGE)

    with pytest.raises(CheckFailed) as caught:
        answer.json["floor"]

    assert caught.value.came_back == "an object with 'name'"
    assert "'floor'" in caught.value.why


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ([1, 2], [1, 2, 3], "2 entries, not 3; 3 is missing"),
        (
            [{"field": "days"}],
            [{"field": "street"}, {"field": "days"}],
            '1 entry, not 2; {"field": "street"} is missing',
        ),
        ([1, 9], [1], "2 entries, not 1; 9 is not expected"),
        ([1, 1], [1], "2 entries, not 1"),
        ({"a": [1]}, {"a": [1, 2]}, "field a: 1 entry, not 2; 2 is missing"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "field a[1]: 2, not 3"),
        ({"a": 1, "b": None}, {"a": 1}, "field b is there, and no such field is expected"),
        ({"a": 1}, {"a": 1}, ""),
    ],
)
def test_the_first_difference_in_words(left: object, right: object, words: str) -> None:
    assert first_difference(left, right) == words


def test_what_may_not_be_in_a_long_text_is_shown_where_it_stands() -> None:
    long = "x" * 400 + " secret-7 " + "y" * 400

    sides = compare_sides("not in", "secret-7", long)

    assert "secret-7" in sides.came_back and len(sides.came_back) < 200
    assert sides.expected == 'without "secret-7" in it'


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("assert not answer.allow & {'POST', 'PUT'}, 'why'", "none of POST, PUT in Allow"),
        ("assert isinstance(body, dict)", "the body is a JSON object"),
        ("assert isinstance(text, str) and text.strip()", "a text that is not empty"),
        ("assert isinstance(name, str) and name", "the name is a text that is not empty"),
        ("assert isinstance(name, str) and body", "the name is a text and the body is not empty"),
        ("assert object_in(answer)['error']", "the field error is not empty"),
        ("assert type(a) is type(b) and a == b", "the rule above holds"),
        ("x = (", "the rule above holds"),
    ],
)
def test_what_an_assert_wants_is_said_in_words(statement: str, words: str) -> None:
    error = AssertionError("assert False")

    assert sides_of(error, None, statement).expected == words


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("assert kind(body) == 'a JSON list', 'why'", "a JSON list"),
        ("assert what == 'a JSON list'", "a JSON list"),
        ("assert kind(body) == 'a JSON list' and body", "a JSON list"),
        ("assert body['name'] == 'a JSON list'", '"a JSON list"'),
        ("assert answer.text == 'a JSON list'", '"a JSON list"'),
    ],
)
def test_only_what_was_sent_stands_in_quotation_marks(statement: str, words: str, client: Client) -> None:
    client.record.comparison = ("==", "a JSON object", "a JSON list")

    sides = sides_of(AssertionError("assert 1 == 0"), client.record, statement)

    assert sides.expected == words
    assert sides.came_back == words.replace("list", "object")


@pytest.mark.parametrize(
    ("statement", "came_back", "expected"),
    [
        ("assert 'GET' in answer.allow", "POST", '"GET" among them'),
        ("assert WANTED in named", "POST", '"GET" among them'),
        ("assert method in METHODS", '"GET"', '"POST"'),
    ],
)
def test_what_is_sought_among_what_came_is_what_was_expected(
    statement: str, came_back: str, expected: str, client: Client
) -> None:
    among = ["POST"] if statement.endswith("METHODS") else frozenset({"POST"})
    client.record.comparison = ("in", "GET", among)

    sides = sides_of(AssertionError("assert 1 == 0"), client.record, statement)

    assert (sides.came_back, sides.expected) == (came_back, expected)


@pytest.mark.parametrize(
    ("operator", "right", "words"),
    [
        ("!=", True, "other than true"),
        ("is not", None, "other than null"),
        ("<", 5, "below 5"),
        (">=", 5, "at least 5"),
        ("==", 5, "5"),
        ("in", ["size"], '"size"'),
        ("in", ["page", "size"], 'one of ["page", "size"]'),
    ],
)
def test_what_a_comparison_expects_is_no_python(operator: str, right: object, words: str) -> None:
    assert compare_sides(operator, "page", right).expected == words


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("assert len(hospital.archived) == 0", "number of archived: 1"),
        ("assert sum(pauses) == 0", "sum of pauses: 1"),
        ("assert texts_in_the_list(client).count(text) == 0", "how often text is in texts in the list: 1"),
        ("assert number == 0", "1"),
    ],
)
def test_a_count_says_what_is_counted(statement: str, words: str, client: Client) -> None:
    client.record.comparison = ("==", 1, 0)

    sides = sides_of(AssertionError("assert 1 == 0"), client.record, statement)

    assert sides.came_back == words
    assert sides.expected == words.replace("1", "0")


def test_a_missing_header_comes_with_a_code_that_nobody_compared(client: Client) -> None:
    answer = client.get("/rooms/blue", headers=BADGE)
    with pytest.raises(CheckFailed) as caught:
        answer.headers["Location"]

    assert sides_of(caught.value, client.record, "").came_back == "no Location (with 200 OK)"
    assert answer.status_code == 200
    assert sides_of(caught.value, client.record, "").came_back == "no Location"


@pytest.mark.parametrize(
    ("operator", "right", "words"),
    [("<", 400, "a status below 400"), ("!=", 200, "a status other than 200"), ("==", 404, "404 Not Found")],
)
def test_a_status_is_compared_in_words(operator: str, right: int, words: str, client: Client) -> None:
    assert compare_sides(operator, client.get("/rooms/blue").status_code, right).expected == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(b"caf\xc3\xa9\n", '"café\\n"'), (b"\xff\xfe \xe9", "the bytes ff fe 20 e9"), ([b"a", 1], '["a", 1]')],
)
def test_bytes_are_shown_as_no_python(value: object, words: str) -> None:
    assert show(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('"20"', "'\"20\"'"),
        ('Bearer realm="desk"', "'Bearer realm=\"desk\"'"),
        ("20", '"20"'),
        ('it\'s "new"', '"it\'s \\"new\\""'),
        (['"20"'], '["\\"20\\""]'),
    ],
)
def test_a_text_with_quotation_marks_is_shown_as_it_came(value: object, words: str) -> None:
    assert show(value) == words


def test_a_missing_header_is_said_for_the_code_that_came() -> None:
    created, accepted = meanings.without("Location", 201), meanings.without("location", 202)

    assert "A 201 without it" in created
    assert accepted == "Without Location a client is not told the address."
    assert meanings.without("X-Meter", 200) == ""


NO_RESPONSE = "TypeError: The view function did not return a valid response. The return type must be a string"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "AttributeError: 'dict' object has no attribute 'strip'",
            "found a dict where it looked for the code",
        ),
        (f"{NO_RESPONSE}, but it was a int.", "found a number where it looked for the body"),
        (f"{NO_RESPONSE}, but it was a tuple.", "found a whole tuple where it looked for the body"),
        (
            "TypeError: 'int' object is not iterable",
            "third in a tuple of body, code and headers, or the body of a response object",
        ),
        ("ValueError: not enough values to unpack (expected 2, got 1)", "Flask takes headers as a dict"),
    ],
)
def test_a_thing_in_another_place_of_the_tuple_is_explained_only_where_flask_met_it(
    line: str, words: str
) -> None:
    assert words in meaning(line, by_flask=True)
    assert meaning(line) == ""


def test_make_response_reads_its_arguments_by_position_like_a_tuple() -> None:
    error = "AttributeError: 'dict' object has no attribute 'strip'"
    frame = "app.py, line 9, in show_floor"

    assert made_by_flask([error])
    assert made_by_flask([frame, "return make_response(floor, {'X-Lift': 'no'}, 409)", error])
    assert not made_by_flask([frame, "return make_response(floor.strip(), 409)", error])
    assert not made_by_flask([frame, "name = tidy(floor)", error])
    assert not made_by_flask([frame, "return make_response(floor[9])", "KeyError: 9"])


def test_an_http_exception_raised_in_an_error_handler_is_explained(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        f"{HOUSE}\n@app.errorhandler(404)\ndef nothing(error):\n    abort(409, 'No floor.')\n"
    )
    client = Client(Record(Submission(tmp_path, tmp_path / "app.py"), seed=1))

    crashed = client.get("/floors/1", headers=BADGE).recorded

    line = crashed.traceback.strip().splitlines()[-1]
    assert line == "Conflict: 409 Conflict: No floor."
    assert "error handler" in meaning(line)
    assert meaning("Conflict: taken") == "" == meaning("ValueError: 409")


def test_a_crash_that_a_handler_turned_into_another_code_is_shown_with_that_code(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        f'{HOUSE}\n@app.get("/lift")\ndef lift():\n    return 1 // 0\n'
        '\n@app.errorhandler(500)\ndef elsewhere(error):\n    return "the other house", 502\n'
    )
    client = Client(Record(Submission(tmp_path, tmp_path / "app.py"), seed=1))

    came = client.get("/lift", headers=BADGE).status_code
    client.record.comparison = ("==", came, 500)
    result = failed(Context("a", Rule("a rule")), client.record, AssertionError("assert 502 == 500"))

    assert result.outcome == "crashed"
    assert result.came_back.startswith("502 Bad Gateway: your code raised ZeroDivisionError")
    assert "500 tells" in result.why and "502 tells" in result.why


def test_a_crash_that_a_handler_answered_is_told_with_the_code_that_came(tmp_path: Path) -> None:
    handler = "\n@app.errorhandler(500)\ndef calm(error):\n    return {}, 429\n"
    (tmp_path / "app.py").write_text(HOUSE.replace("return", "1 / 0; return", 1) + handler)
    client = Client(Record(Submission(tmp_path, tmp_path / "app.py"), seed=1))
    client.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client.get("/rooms/1", headers=BADGE)

    client.record.comparison = ("==", answer.status_code, 200)
    result = failed(Context("a", Rule("a rule")), client.record, AssertionError("assert 429 == 200"))

    assert result.came_back == "429 Too Many Requests: your code raised ZeroDivisionError: division by zero"
    assert "500" not in result.why


def test_a_body_of_json_is_shown_without_backslashes() -> None:
    sides = compare_sides("in", "978", '{"error":"There is no such book."}\n')

    assert sides.came_back == '{"error":"There is no such book."}'
    assert compare_sides("in", "978", "no book").came_back == '"no book"'


def test_equal_requests_before_the_failure_are_one_line_and_long_addresses_are_cut(client: Client) -> None:
    for path in ["/rooms/a", *["/rooms/b"] * 3, f"/rooms/{'c' * 100}", "/rooms/a"]:
        last = client.get(path, headers=BADGE)

    client.record.comparison = ("==", last.status_code, 404)
    result = failed(Context("a", Rule("a rule")), client.record, AssertionError("assert 200 == 404"))

    assert result.earlier == (
        "GET /rooms/a → 200",
        "GET /rooms/b → 200 (3 times)",
        f"GET /rooms/{'c' * 63}… → 200",
    )


def test_a_tag_among_others_is_shown_as_it_was_sent(client: Client) -> None:
    etag = tagged_text('"v20"', client.get("/rooms/a").recorded, "header ETag")

    sides = compare_sides("not in", etag, {'"v19"'})

    assert (sides.came_back, sides.expected) == ('ETag: "v20"', 'none of "v19"')


@pytest.mark.parametrize(
    ("operator", "right", "words"),
    [
        ("==", "text/plain", "Content-Type: text/plain"),
        ("!=", "application/json", "Content-Type: other than application/json"),
        ("in", ("text/html", "text/plain"), "one of text/html, text/plain"),
    ],
)
def test_a_header_is_compared_in_words(operator: str, right: object, words: str, client: Client) -> None:
    sides = compare_sides(operator, client.get("/rooms/blue", headers=BADGE).mimetype, right)

    assert sides.came_back == "Content-Type: application/json"
    assert sides.expected == words
