"""The reference of codes: complete, in step with Python, Flask and the standards, and honest on the wire."""

from __future__ import annotations

import copy
import re
from http import HTTPStatus
from importlib import resources

import pytest
import yaml

from course.lessons import apps
from course.reference import entries as reference
from course.reference.entries import HEURISTIC, SAMPLES, ReferenceFault, citations, in_flask, read
from course.text import rfc
from course.values import codes, meanings

WHOLE = reference.load()
ENTRIES = list(WHOLE.entries.values())
SENT = [entry for entry in ENTRIES if entry.sample]

#: Codes that older versions of Python call by an older name.
OLDER = {
    413: "Request Entity Too Large",
    414: "Request-URI Too Long",
    416: "Requested Range Not Satisfiable",
    418: "I'm a Teapot",
    422: "Unprocessable Entity",
}
#: The comparisons that the course promises.
PROMISED = (
    "401-403", "400-422", "404-410", "301-308", "302-303", "307-308", "200-204", "409-412", "502-503-504",
    "429-503", "405-501", "413-414-431", "500-503",
)  # fmt: skip
#: Header fields without which an answer of this code breaks its standard.
OBLIGATORY = {
    101: "Upgrade", 206: "Content-Range", 304: "ETag", 401: "WWW-Authenticate", 405: "Allow",
    407: "Proxy-Authenticate", 426: "Upgrade",
}  # fmt: skip


@pytest.fixture
def values():
    """Return the values of codes.yaml, to be spoilt."""
    text = resources.files("course.data").joinpath("codes.yaml").read_text(encoding="utf-8")
    return copy.deepcopy(yaml.safe_load(text))


def test_every_entry_of_the_registry_is_there():
    assert set(WHOLE.entries) == set(codes.NAMES)
    assert len(WHOLE.entries) == 64
    assert {104, 306, 418} <= set(WHOLE.entries)
    assert list(WHOLE.entries) == sorted(WHOLE.entries)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.code))
def test_an_entry_is_complete(entry):
    assert entry.says and entry.use and entry.avoid and entry.client
    assert entry.situations and entry.confused
    assert (entry.code == 104) == (entry.source == "")
    for text in (entry.says, entry.use, entry.avoid, entry.client):
        assert text[0].isupper() or text[0] in "`{1234567890", text
        assert text.rstrip().endswith((".", "?")), text


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.code))
def test_the_defining_section_exists(entry):
    for number, section in citations(entry.source):
        assert rfc.exists(number, section)
        titles = rfc.sections(number)
        if titles is not None:
            title = titles[section]
            assert str(entry.code) in title or entry.name in title or section == "3", title


@pytest.mark.parametrize("code", [int(status) for status in HTTPStatus])
def test_names_agree_with_python(code):
    assert HTTPStatus(code).phrase in (codes.name(code), OLDER.get(code))


def test_python_knows_every_registered_code_but_two():
    assert set(codes.NAMES) - {int(status) for status in HTTPStatus} <= {104, 306}


def test_caching_follows_the_standards():
    assert {e.code for e in ENTRIES if e.cache == "heuristic"} == HEURISTIC | {451}
    assert {e.code for e in ENTRIES if e.cache == "never"} == {428, 429, 431, 511}
    assert {e.code for e in ENTRIES if e.cache == "interim"} == {e.code for e in ENTRIES if e.family == 1}


@pytest.mark.parametrize(("code", "name"), OBLIGATORY.items())
def test_obligatory_header_fields_are_named(code, name):
    rules = {rule.name: rule.need for rule in WHOLE.entries[code].headers}
    assert rules[name] == "must"


@pytest.mark.parametrize("entry", SENT, ids=lambda entry: str(entry.code))
def test_the_app_sends_the_code_with_the_fields_it_must_have(entry):
    response = apps.run(entry.sample.path, entry.sample.requests)[-1].response

    assert response is not None and response.status == entry.code
    for rule in entry.headers:
        if rule.need == "must" and rule.name != "ETag":
            assert response.header(rule.name), f"{entry.sample.app} sends no {rule.name}"


def test_every_sample_is_used():
    used = {entry.sample.app for entry in SENT} | {"lighthouse_log.py"}
    assert {file.name for file in SAMPLES.glob("*.py")} == used


def test_an_interim_answer_is_not_shown_as_an_answer():
    assert [entry.code for entry in ENTRIES if entry.sample is None] == [100, 101, 102, 103, 104]


def test_flask_is_asked_and_not_quoted():
    from flask import Flask
    from werkzeug.exceptions import default_exceptions

    assert {entry.code for entry in ENTRIES if in_flask(entry.code).aborts} == set(default_exceptions)
    assert not in_flask(402).aborts and not in_flask(402).handles
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: ("", 422))
    assert app.test_client().get("/").status == f"422 {in_flask(422).phrase}"


ABORTS = [
    (entry.code, call) for entry in ENTRIES for call in re.findall(r"`(abort\(\d{3}[^`]*\))`", entry.flask)
]
#: Argument of abort → the header field that it brings along.
BRINGS = {"retry_after": "Retry-After", "valid_methods": "Allow", "length": "Content-Range"}


@pytest.mark.parametrize(("code", "call"), ABORTS)
def test_every_abort_that_is_shown_does_what_it_says(code, call):
    import flask

    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: eval(call, {"abort": flask.abort}))
    response = app.test_client().get("/")

    assert response.status_code == code
    for argument, field in BRINGS.items():
        assert (field in response.headers) == (argument in call)


def test_every_promised_comparison_is_there():
    assert set(PROMISED) == set(WHOLE.pairs)
    for pair in WHOLE.pairs.values():
        assert len(pair.mistakes) == len(pair.codes) * (len(pair.codes) - 1)
        for side in pair.sides:
            assert side.text.count(". ") == 1, f"{side.code} is told in two sentences"


def test_questions_have_one_right_answer_and_feedback_for_each():
    for pair in WHOLE.pairs.values():
        question = pair.question
        assert len(question.right_ids) == 1 and WHOLE.question(question.id) is question
        assert all(option.feedback_html and option.value.isdigit() for option in question.options)
    # Whoever always takes the first option must not be right always.
    places = {next(i for i, o in enumerate(p.question.options) if o.right) for p in WHOLE.pairs.values()}
    assert len(places) > 1


def test_an_unregistered_number_is_never_described_as_registered():
    assert not set(WHOLE.unregistered) & set(codes.NAMES)
    assert all(400 <= code <= 599 for code in WHOLE.unregistered)


def test_there_are_enough_situations_and_none_twice_in_an_entry():
    assert sum(len(entry.situations) for entry in ENTRIES) >= 80
    for entry in ENTRIES:
        assert len(set(entry.situations)) == len(entry.situations)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda d: d["codes"].pop(404), "404: the registry has it"),
        (lambda d: d["codes"][404].pop("client"), "404: client is missing"),
        (lambda d: d["codes"][404].update(colour="red"), "404: colour is not a key"),
        (lambda d: d["codes"][404].update(cache="maybe"), "404: cache is one of"),
        (lambda d: d["codes"][404].update(source="RFC 9110 §99.9"), "404: there is no RFC 9110 §99.9"),
        (lambda d: d["codes"][404].update(confused=[419]), "404: confused names 419"),
        (lambda d: d["codes"][404].update(says="Mine."), "404: says must stand here, and only here"),
        (lambda d: d["codes"][405]["headers"][0].update(need="shall"), "405: a header has"),
        (lambda d: d["codes"][100].update(sample={"app": "x.py", "send": []}), "100: every code but"),
        (lambda d: d["unregistered"].update({404: "x"}), "404: it is registered"),
        (lambda d: d["pairs"]["401-403"].pop("rule"), "401-403: rule is missing"),
        (lambda d: d["pairs"]["307-308"].pop("mistakes"), "307-308: 308 in the place of 307 is told 0 times"),
        (
            lambda d: d["pairs"]["401-403"]["question"]["options"][1].update(right=True),
            "401-403: exactly one option",
        ),
    ],
)
def test_a_mistake_in_the_data_is_named(values, spoil, told):
    spoil(values)
    with pytest.raises(ReferenceFault, match=told):
        read(values)


def test_what_a_code_tells_is_written_once():
    for entry in ENTRIES:
        if entry.code in meanings.TELLS:
            assert entry.says == meanings.TELLS[entry.code]
