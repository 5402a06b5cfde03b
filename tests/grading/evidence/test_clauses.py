"""Every word of the vocabulary, looked up in what a real app really answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.grading.evidence.clauses import Answer, shown_by
from course.grading.evidence.language import parse_evidence
from course.grading.evidence.subjects import MISSING, parsed

HOLDS = """
POST /trips -> 201
POST /trips -> 2xx, Location present
POST /trips -> 200|201
POST /trips -> !4xx
POST /trips -> object, json, routed, !failing, !empty, !html, !text, !list
GET /trips -> list
GET /trips/* -> 404, html
GET /nothing -> 204, empty
GET /no/such/place -> 404, unrouted
DELETE /trips -> 405, unrouted
POST /trips with .to absent -> 500, crash
POST /trips with .to absent -> crash KeyError
POST /trips with .to absent -> crash TypeError|KeyError
POST /trips with .to = "Föhr" -> 201
POST /trips with .to = Sylt, .seats = 4, .seats is number -> .seats = sent.seats, .id is number, .to is text
POST /trips -> .crew is object, .crew.captain is null, .crew.captain present, .crew.mate absent
POST /trips -> .seats empty
POST /trips with .seats > 3 -> .seats < 5
POST /trips with .to ~ `^S` -> body ~ `Sylt`, body !~ `Amrum`
POST /trips with Authorization = `Bearer one` -> 201
POST /trips with Authorization present, headers ~ `(?m)^Authorization: B` -> headers ~ `(?m)^Location: /`
POST /trips -> 201 then POST /trips with Authorization = first.sent-header.Authorization -> .id != first.id
POST /trips -> 201 then GET first.Location -> 200, .to = first.sent.to
POST /trips -> 201 then POST /trips -> .to != prev.to then GET first.Location -> .id = first.id
POST /trips -> Location tail own.id, Location = "/trips/1", Location !tail sent.to
#2 POST /trips with .to = "Föhr" -> body holds sent.to, .to = sent.to
POST /trips -> body holds sent.to, body !holds `Amrum`
#1 POST /trips -> .id = 1
#2 POST /trips -> .id = 2
last GET /allow -> 200
test_last_of_all: last GET /nothing -> 204, failing
GET /trips with ?size = 10, ?page twice, ?sort absent -> 200
GET any with path = "/old" -> 302
ANY any -> 405
GET /old -> Location = "/trips", Location !holds `http`
GET /old -> Location = "/trips" then GET /away -> Location != first.Location
GET /away -> Location = "http://example.org/trips"
GET /trips/* with address = "192.0.2.7" -> 404
GET /clock -> .iso near now, .epoch near now, Last-Modified near now
GET /allow -> Allow lists HEAD GET, Link twice, .0 = 1, .1 = true, .1 is boolean, .$ = one, . counts 3
note charge
note charge with .cents = 450 then POST /trips -> 201 then note log with .level = ERROR
POST /trips -> .id = 1 then note charge then POST /trips -> .id = 2
fails test_everything
fails test_everything as wrong at `seats(client) == 4` got less
fails test_everything got ^3$
fails test_last_of_all got `204` differs `status 204`
passes test_that_holds
only test_everything test_last_of_all
printed ~ `a trip to Sylt`
source abort(404, ...)
source _.get(_)
source `return _, 204`
source except KeyError
source text `^no such`
source above guard
either POST /trips -> 418 or GET /nothing -> 204
no POST /trips -> 418
no test_last_of_all: GET /nothing -> 200
no source abort(500)
no fails test_that_holds
no passes test_everything
ask GET /trips/7 -> 404
ask POST /trips with .to = "Amrum", .seats = 2 -> 201, .to = Amrum then GET first.Location -> 200, .seats = 2
ask POST /trips with body = `{"to": "x"}`, X-Trip = 1 -> 201, .id = 1
"""

DOES_NOT_HOLD = """
POST /trips -> 200
POST /trips -> 4xx
#1 POST /trips -> Location absent
PUT /trips -> 201
POST /trips -> 201, html
#1 POST /trips -> crash
POST /trips with .to absent -> crash TypeError
GET /trips/* with address = "192.0.2.7" -> .error absent
GET /trips -> .error absent
POST /trips -> .crew.captain absent
POST /trips -> .id is text
GET /allow -> .0 = true
GET /allow -> .1 = 1
GET /allow -> .1 is number
GET /allow -> Allow lists GET
GET /allow -> . counts 2
GET /allow -> Allow twice
GET /trips with ?page = 0 -> 200
GET /trips with ?size twice -> 200
GET /clock -> .past near now
GET /trips/* with address = "192.0.2.8" -> 404
POST /trips -> .to < 5
#2 POST /trips -> body !holds sent.to
GET /nothing -> 204 then POST /trips -> 201
POST /trips -> 201 then POST /trips -> .id = first.id
#2 POST /trips -> .id = 1
last POST /trips -> 201
test_that_holds: POST /trips -> 201
test_everything: GET /nothing -> failing
note charge with .cents = 451
note refund
POST /trips -> .id = 2 then note charge
fails test_that_holds
fails test_everything as crashed
fails test_everything at `seats(client) == 5`
fails test_everything at `seats(client) == 4` got more
fails test_everything got ^4$
fails test_last_of_all differs `header`
passes test_everything
passes test_that_holds test_nobody_ran
only test_everything
printed ~ `a trip to Amrum and back`
written ~ `Flask`
source abort(402, ...)
source text `Retry-After`
source keyword finally
source except ValueError
source above nobody
source early request
either POST /trips -> 418 or GET /nothing -> 200
no POST /trips -> 201
no test_that_holds: POST /trips -> 418
ask GET /trips/7 -> 200
ask GET /trips -> . counts 1
ask GET first.Location -> 200
ask GET /trips/7 -> 404 then GET first.Location -> 200
"""


def lines_of(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines_of(HOLDS))
def test_a_clause_that_is_true_holds(text: str, answer: Answer) -> None:
    (clause,) = parse_evidence(text).clauses
    assert shown_by(clause, answer) is not None


@pytest.mark.parametrize("text", lines_of(DOES_NOT_HOLD))
def test_a_clause_that_is_false_does_not_hold(text: str, answer: Answer) -> None:
    (clause,) = parse_evidence(text).clauses
    assert shown_by(clause, answer) is None


def test_what_shows_it_is_named(answer: Answer) -> None:
    shown = {
        "POST /trips -> 201 then GET /nothing -> 204": ("GET /nothing → 204",),
        "source abort(404, ...)": ("line 36 of your file",),
        "ask GET /trips/7 -> 404": ("GET /trips/7 → 404, asked after the checks",),
        "ask GET /trips/7 -> 404 then GET /trips/8 -> 404": (
            "GET /trips/7 → 404 then GET /trips/8 → 404, asked after the checks",
        ),
        "no POST /trips -> 418": (),
    }
    for text, words in shown.items():
        (clause,) = parse_evidence(text).clauses
        assert shown_by(clause, answer) == words


def test_what_was_cut_denies_nothing(answer: Answer) -> None:
    facts = answer.facts["test_last_of_all"]
    cut = replace(facts, events=tuple(replace(one, cut=True) for one in facts.exchanges))
    half_known = replace(answer, facts={"test_last_of_all": cut})
    (clause,) = parse_evidence("no POST /trips -> 418").clauses
    assert shown_by(clause, half_known) is None


def test_a_document_is_no_python(answer: Answer) -> None:
    document = replace(answer, source="openapi: 3.1.0\npaths: {}\n", python=False)
    (written,) = parse_evidence("written ~ `^paths: {}$`").clauses
    (source,) = parse_evidence("source paths").clauses
    assert shown_by(written, document) == ("line 2 of your file",)
    assert shown_by(source, document) is None


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 5_000, "", "{", "\ud800"])
def test_a_text_that_is_no_readable_json_holds_no_field(text: str) -> None:
    assert parsed(text) is MISSING
