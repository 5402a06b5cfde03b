"""Evidence that cannot be read is refused with the clause and with what is allowed there."""

from __future__ import annotations

import pytest

from course.grading.evidence import terms
from course.grading.evidence.language import EvidenceError, parse_evidence
from course.grading.evidence.terms import Literally, Reference, Subject


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("POST /a -> 201; POST /a", "'POST /a'"),
        ("post /a -> 201", "METHOD PATH"),
        ("POST /a -> madee", "'madee'"),
        ("POST /a -> 2x1", "'2x1'"),
        ("POST /a with .x = -> 201", "'.x ='"),
        ("POST /a with .x = two words -> 201", "'two words'"),
        ("POST /a -> .x is integer", "'.x is integer'"),
        ("POST /a -> .x counts many", "'.x counts many'"),
        ("POST /a -> body ~ `(`", "regular expression"),
        ("GET second.Location -> 200", "'second.Location'"),
        ("fails test_a because", "fails CHECK"),
        ("fails test_a as sad", "wrong|crashed"),
        ("fails", "fails CHECK"),
        ("passes", "names of checks"),
        ("checks", "names of checks"),
        ("source abort(402", "never closed"),
        ("source `a; b`", "2 statements"),
        ("printed `x`", "~ `REGEX`"),
        ("either POST /a -> 201", "either CLAUSE or CLAUSE"),
        ("no ask GET /a -> 200", "!400"),
        ("ask GET /a with .x absent -> 200", "what to send"),
        ("ask ANY /a -> 200", "METHOD PATH"),
        ("ask last GET /a -> 200", "METHOD PATH"),
        ("ask GET any -> 200", "first.Location"),
        ("note charge -> 201", "note NAME"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, words: str) -> None:
    with pytest.raises(EvidenceError) as raised:
        parse_evidence(text)
    assert words in str(raised.value)
    assert "Allowed: " in str(raised.value)
    assert text.split("; ")[-1] in str(raised.value)


def test_words_of_the_whole_entry() -> None:
    found = parse_evidence("GET /a -> 200; checks test_a test_b; unless other more; could be")
    assert [clause.text for clause in found.clauses] == ["GET /a -> 200"]
    assert found.checks == {"test_a", "test_b"}
    assert found.unless == {"other", "more"}
    assert found.weak


def test_marks_inside_of_quotes_and_brackets_part_nothing() -> None:
    (clause,) = parse_evidence(
        'GET /a with .x = "a; b, c -> d then e" -> .y ~ `; no, with `, .z = {"a": [1, 2]}'
    ).clauses
    assert isinstance(clause.claim, terms.Happened)
    (step,) = clause.claim.steps
    assert isinstance(step, terms.Step)
    assert step.sent == (
        terms.ComparisonFact(
            Subject("field", "x"), "=", Literally("a; b, c -> d then e", "a; b, c -> d then e")
        ),
    )
    assert len(step.facts) == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("true", True),
        ("null", None),
        ('"7"', "7"),
        ("`7`", "7"),
        ("rye", "rye"),
        ('{"a": 1}', {"a": 1}),
    ],
)
def test_values_are_json_or_text(text: str, value: object) -> None:
    (clause,) = parse_evidence(f"GET /a -> .x = {text}").clauses
    fact = clause.claim.steps[0].facts[0]  # type: ignore[union-attr] # it is a step with one comparison
    assert fact.value.value == value and type(fact.value.value) is type(value)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("sent.title", Reference("own", Subject("field", "title"), True)),
        ("own.id", Reference("own", Subject("field", "id"))),
        ("first.Location", Reference("first", Subject("header", "Location"))),
        ("first.sent.a.b", Reference("first", Subject("field", "a.b"), True)),
        ("prev.sent-header.X-Key", Reference("prev", Subject("header", "X-Key"), True)),
        ("prev.body", Reference("prev", Subject("body"))),
        ("prev.?page", Reference("prev", Subject("query", "page"), True)),
        ("path", Reference("own", Subject("path"))),
    ],
)
def test_references_name_an_exchange_and_a_part(text: str, reference: Reference) -> None:
    (clause,) = parse_evidence(f"GET /a -> .x = {text}").clauses
    assert clause.claim.steps[0].facts[0].value == reference  # type: ignore[union-attr] # as above
