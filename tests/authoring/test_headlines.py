"""What a headline names is shown by its evidence, and what it claims holds wherever it is earned."""

from __future__ import annotations

import pytest

from course.authoring.claims import broken_claims, claims_of
from course.authoring.evidence_rules import check_evidence
from course.authoring.gradings import Given, Graded
from course.authoring.headline_rules import Named, check_headlines, named_in
from course.exercises.wrong_fixes import catalogue_path
from course.grading.checks.facts import CheckFacts
from course.grading.evidence.clauses import Answer
from course.values.exercise import Exercise
from course.values.report import CheckResult

ENTRY = (
    "# Wrong fixes\n\n## planted (stub)\n\nMisconception: {text}\nBelieves: {believes}\n"
    "Fails: test_unknown_tea\n"
)
WRONG = "exercises/01_first/.meta/wrong.md"


def write(
    exercise: Exercise, believes: str, evidence: str, text: str = "A text is JSON.", more: str = ""
) -> None:
    entry = ENTRY.format(text=text, believes=believes) + f"Evidence: {evidence}\n{more}"
    catalogue_path(exercise.folder).write_text(entry, encoding="utf-8")


def told(exercise: Exercise) -> list[str]:
    return [f"{error.line}: {error.message}" for error in check_headlines(exercise.folder)]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("The code is 404, says 404.", [Named("code", "404")]),
        ("The item /items/404 weighs 404.5 g, 1,404 in all, 404 bytes each.", []),
        ("A size of 999 is a size.", []),
        ("Retry-After and Allow are lost.", [Named("header", "Retry-After"), Named("header", "Allow")]),
        ("Accept-Patch is lost.", [Named("header", "Accept-Patch")]),
        ("A KeyError is an answer.", [Named("exception", "KeyError")]),
        ("It is application/problem+json.", [Named("media type", "application/problem+json")]),
        ("Every coin is refused twice.", []),
    ],
)
def test_what_a_sentence_names(sentence: str, named: list[Named]) -> None:
    assert list(named_in(sentence)) == named


@pytest.mark.parametrize(
    ("believes", "evidence"),
    [
        ("The code is 500.", "GET /teas/* -> 404"),
        ("The code is 500.", "GET /teas/* -> !500"),
        ("The code is 500.", "no GET /teas/* -> 500"),
        ("The code is 500.", "GET /teas/* -> 200, body !~ `: 500`"),
        ("The code is 500.", "GET /teas/* -> 500|503"),
        ("The code is 500.", "GET /teas/* -> 5xx"),
        ("The code is 404, as promised.", "GET /teas/* -> 200"),
        ("No Allow says which.", "GET /teas/* -> 405"),
        ("A KeyError left the view.", "GET /teas/* -> crash"),
        ("A KeyError left the view.", "GET /teas/* -> crash KeyError|TypeError"),
        ("It is text/json.", "GET /teas/* -> 200, json"),
    ],
)
def test_a_name_that_no_clause_shows(tea_house: Exercise, believes: str, evidence: str) -> None:
    write(tea_house, believes, evidence)
    (fault,) = told(tea_house)
    assert fault.startswith("6: planted: Believes names the ")


@pytest.mark.parametrize(
    ("believes", "evidence"),
    [
        ("The code is 500.", "GET /teas/* -> 500"),
        ("The code is 500.", "GET /teas/* -> crash KeyError"),
        ("The code is 500.", "fails test_unknown_tea got `\\b500\\b`"),
        ("The code is 500 or 503.", "GET /teas/* -> 500|503"),
        ("No Allow says which.", "GET /teas/* -> 405, Allow absent"),
        ("No Allow says which.", "GET /teas/* -> 405; no GET /teas/* -> 405, Allow present"),
        ("Its Content-Type is wrong.", "GET /teas/* -> 404, html"),
        ("It is application/problem+json.", "GET /teas/* -> Content-Type ~ `^application/problem\\+json`"),
        ("It is not application/json.", "GET /teas/* -> Content-Type !~ `^application/json`"),
        ("A KeyError left the view.", "source except KeyError"),
    ],
)
def test_a_name_that_a_clause_shows(tea_house: Exercise, believes: str, evidence: str) -> None:
    write(tea_house, believes, evidence)
    assert told(tea_house) == []


def test_nothing_says_needs_a_look_at_the_body(tea_house: Exercise) -> None:
    write(tea_house, "It is wrong, and nothing says why.", "GET /teas/* -> 404, .error absent")
    (fault,) = told(tea_house)
    assert (
        fault == "6: planted: Believes says 'nothing says', and no clause of its evidence looks at the body."
    )
    for fact in ("empty", "body !~ `because`", "body !holds because"):
        write(tea_house, "It is wrong, and nothing says why.", f"GET /teas/* -> 404, {fact}")
        assert told(tea_house) == []
    write(tea_house, "It is wrong, and no header says why.", "GET /teas/* -> 404, .error absent")
    assert told(tea_house) == []


def test_a_misconception_may_name_what_the_readme_promises(tea_house: Exercise) -> None:
    write(tea_house, "It is there.", "GET /teas/* -> 200", "A 404 is for people.")
    assert told(tea_house) == []
    write(tea_house, "It is there.", "GET /teas/* -> 200", "A 410 is for people.")
    (fault,) = told(tea_house)
    assert fault.startswith("5: planted: Misconception names the code 410")


def test_claims_and_the_evidence_of_all_show_too(tea_house: Exercise) -> None:
    write(tea_house, "The code is 500.", "GET /teas/* -> 5xx", more="Claims: GET /teas/* -> 500\n")
    assert told(tea_house) == []
    text = catalogue_path(tea_house.folder).read_text().replace("Claims: GET /teas/* -> 500\n", "")
    common = text.replace("# Wrong fixes\n", "# Wrong fixes\n\nEvidence of all: GET /teas/* -> 500\n")
    catalogue_path(tea_house.folder).write_text(common, encoding="utf-8")
    assert told(tea_house) == []


def test_check_reads_the_headlines(course) -> None:
    catalogue = course.root / WRONG
    catalogue.parent.mkdir(exist_ok=True)
    checks = 'def test_unknown_tea(client):\n    """It is 404."""\n'
    (catalogue.parents[1] / "test_first.py").write_text(checks, encoding="utf-8")
    entry = ENTRY.format(text="A text is JSON.", believes="The code is 507.")
    catalogue.write_text(f"{entry}Evidence: GET /one -> 200\n", encoding="utf-8")

    (error,) = [error for error in course.audit() if "names the code" in error.message]

    assert (str(error.file), error.line) == (WRONG, 6)
    assert "507, and no clause of its evidence shows it" in error.message
    assert "Claims:" in error.remedy


@pytest.mark.parametrize(
    ("evidence", "claims", "said"),
    [
        ("GET /teas/* -> 200", "GET -> 200", "planted: Claims: 'GET -> 200'"),
        ("GET /teas/* -> 200", "could be", "planted: Claims holds `checks`, `unless` or `could be`"),
        ("GET /teas/* -> 200", "fails test_none", "planted: Claims: there is no check test_none"),
    ],
)
def test_every_mistake_in_claims_is_reported(
    tea_house: Exercise, evidence: str, claims: str, said: str
) -> None:
    write(tea_house, "It is there.", evidence, more=f"Claims: {claims}\n")
    (error,) = check_evidence(tea_house.folder)
    assert (error.line, error.message[: len(said)]) == (3, said)


def test_what_a_headline_claims_is_held_against_the_answer(tea_house: Exercise) -> None:
    claims = "Claims: fails test_unknown_tea; only test_known_tea\n"
    write(tea_house, "It is there.", "GET /teas/* -> 200", more=claims)
    check = CheckResult("test_unknown_tea", "An unknown tea is 404.", "wrong")
    answer = Answer("", {"test_unknown_tea": check}, {"test_unknown_tea": CheckFacts()})
    graded = Graded(Given("wrong", "planted", ""), (check,), "", answer)

    (broken,) = broken_claims(claims_of(tea_house), "planted", graded)

    assert broken == "planted earns planted, and what this claims does not hold: only test_known_tea"
    assert not list(broken_claims(claims_of(tea_house), "another", graded))
