"""The tutor names a misconception when its evidence holds in an answer, and is silent otherwise."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from course.authoring.mutants import mutants, mutants_of_document, mutants_of_tests
from course.exercises.catalogue import Catalogue
from course.grading import tutor
from course.grading.checks.facts import MOST_TEXT
from course.grading.grade import run_checks
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.grading.tutor import known_answer
from course.values import meanings
from course.values.exercise import Exercise

from .helpers import GOOD, HEAD, VIEW

WRONG = {
    "code_in_the_body": (
        "A status in the body is the status.",
        VIEW + "    if name != 'assam':\n        return {'error': 'none', 'status': 404}\n"
        "    return {'name': 'assam', 'grams': 12}\n",
        "test_unknown_tea",
        "test_unknown_tea: last GET /teas/* -> 200, .status = 404; ask GET /teas/none -> 200, .status = 404",
    ),
    "text_for_json": (
        "A text that looks like JSON is JSON.",
        VIEW + "    if name != 'assam':\n        return '{\"error\": \"none\"}', 404\n"
        "    return {'name': 'assam', 'grams': 12}\n",
        "test_unknown_tea",
        "GET /teas/* -> 404, html, object",
    ),
}
ENTRY = (
    "## {name}\n\nMisconception: {text}\nBelieves: The tea is there.\nFails: {fails}\n"
    "File: reject/{name}.py\n"
)
ANOTHER_SPELLING = (
    "from flask import Flask, jsonify\napp = Flask(__name__)\nTEAS = {'assam': 12}\n"
    "@app.route('/teas/<which>')\ndef find(which):\n    grams = TEAS.get(which)\n"
    "    if grams is None:\n        return jsonify(error='no ' + which, status=404)\n"
    "    return jsonify(name=which, grams=grams)\n"
)


@pytest.fixture
def catalogued(tea_house: Exercise) -> Exercise:
    """The toy exercise with wrong fixes and the evidence for them."""
    folder = tea_house.folder / ".meta" / "reject"
    folder.mkdir(exist_ok=True)
    for name, (_, source, *_) in WRONG.items():
        (folder / f"{name}.py").write_text(source)
    write_evidence(tea_house, {name: evidence for name, (*_, evidence) in WRONG.items()})
    return tea_house


def write_evidence(exercise: Exercise, evidence: dict[str, str], opening: str = "") -> None:
    entries = [
        ENTRY.format(name=name, text=text, fails=fails)
        + (f"Evidence: {evidence[name]}\n" if name in evidence else "")
        for name, (text, _, fails, _) in WRONG.items()
    ]
    text = "\n".join(["# Wrong fixes\n", opening, *entries])
    (exercise.folder / ".meta" / "wrong.md").write_text(text, encoding="utf-8")


def diagnosis_of(exercise: Exercise, source: str) -> str:
    exercise.source_path.write_text(source)
    return grade(exercise).diagnosis


def test_each_wrong_fix_gets_its_own_diagnosis(catalogued: Exercise) -> None:
    for text, source, *_ in WRONG.values():
        found = diagnosis_of(catalogued, source)
        assert found.startswith(
            f"This could be a known mistake. A belief that leads to such answers: “{text}” It isn't so. "
            "What a client now believes: The tea is there. It shows in: GET /teas/"
        )


def test_another_text_of_the_same_misconception_is_recognised(catalogued: Exercise) -> None:
    assert WRONG["code_in_the_body"][0] in diagnosis_of(catalogued, ANOTHER_SPELLING)


@pytest.mark.parametrize(
    "source",
    [
        GOOD,
        "def broken(:\n",
        HEAD,
        VIEW + "    raise KeyError(name)\n",
        VIEW + "    return {'name': 'assam', 'grams': 12}, 418\n",
        # The same check fails with the same code, but no number stands in the body.
        WRONG["code_in_the_body"][1].replace("'status': 404", "'why': 'none'"),
    ],
    ids=["right", "cannot load", "empty", "crashes", "another code", "no code in the body"],
)
def test_what_has_no_evidence_gets_no_diagnosis(source: str, catalogued: Exercise) -> None:
    assert diagnosis_of(catalogued, source) == ""


def test_without_evidence_nothing_is_claimed(catalogued: Exercise) -> None:
    write_evidence(catalogued, {})
    assert diagnosis_of(catalogued, WRONG["code_in_the_body"][1]) == ""


@pytest.mark.parametrize("evidence", ["GET -> 200", "fails"])
def test_a_mistake_in_the_evidence_never_costs_the_verdict(evidence: str, catalogued: Exercise) -> None:
    write_evidence(catalogued, {"code_in_the_body": evidence})
    catalogued.source_path.write_text(WRONG["code_in_the_body"][1])
    report = grade(catalogued)
    assert (report.diagnosis, report.outcome, report.fault) == ("", "wrong", "")


def test_an_unreadable_catalogue_never_costs_the_verdict(catalogued: Exercise) -> None:
    (catalogued.folder / ".meta" / "wrong.md").write_text("## a heading\n")
    catalogued.source_path.write_text(WRONG["code_in_the_body"][1])
    report = grade(catalogued)
    assert (report.diagnosis, report.outcome, report.fault) == ("", "wrong", "")


IN_FILE = "source `return {'error': 'none', 'status': 404}`"
SEEN = "GET /teas/* -> 200, .status present"
LOOKS = "This looks like a known mistake. The belief behind it: “"
COULD = "This could be a known mistake. A belief that leads to such answers: “"


@pytest.mark.parametrize(
    ("evidence", "begins"),
    [
        (IN_FILE, LOOKS),
        (f"{SEEN}; either {IN_FILE} or source abort(...)", LOOKS),
        (f"{IN_FILE}; could be", COULD),
        ("source 404; source name", COULD),
        (SEEN, COULD),
        (f"{SEEN}; no source abort(...)", COULD),
        (f"either source abort(...) or {SEEN}", COULD),
    ],
)
def test_only_what_is_seen_in_the_file_looks_like_a_mistake(
    evidence: str, begins: str, catalogued: Exercise
) -> None:
    write_evidence(catalogued, {"code_in_the_body": evidence})
    assert diagnosis_of(catalogued, WRONG["code_in_the_body"][1]).startswith(begins)


def test_what_all_need_leaves_out_the_checks_that_an_entry_fails(catalogued: Exercise) -> None:
    evidence = {"text_for_json": "GET /teas/* -> html"}
    write_evidence(catalogued, evidence, "Evidence of all: passes test_known_tea; passes test_unknown_tea\n")
    assert WRONG["text_for_json"][0] in diagnosis_of(catalogued, WRONG["text_for_json"][1])
    write_evidence(catalogued, evidence, "Evidence of all: fails test_known_tea\n")
    assert diagnosis_of(catalogued, WRONG["text_for_json"][1]) == ""


def test_pytest_says_the_same(
    catalogued: Exercise, run_pytest: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    text, source, *_ = WRONG["code_in_the_body"]
    catalogued.source_path.write_text(source)
    said = " ".join(run_pytest("exercises/01_tea_house").stdout.split())
    assert f"A belief that leads to such answers: “{text}” It isn't so." in said
    assert "200, asked after the checks." in said


def test_a_report_keeps_the_sentence_and_none_of_the_facts(catalogued: Exercise) -> None:
    catalogued.source_path.write_text(WRONG["code_in_the_body"][1])
    report = grade(catalogued)
    assert report.extra["misconception"] == "code_in_the_body"
    assert all(check.facts == "" for check in report.checks)
    assert "facts" not in json.dumps(report.to_dict())


@pytest.mark.parametrize(
    "body",
    [
        "'9' * 5000",
        "'[NaN, Infinity]'",
        "'\\ud800'.encode('utf-8', 'surrogatepass')",
        "b'\\xff' * 9000",
    ],
)
def test_facts_of_any_answer_can_be_read(body: str, catalogued: Exercise) -> None:
    source = VIEW + f"    return {body}, 404, {{'Content-Type': 'application/json'}}\n"
    grader = Grader()
    try:
        checks, fault = run_checks(catalogued, catalogued.source_path, source.encode(), grader)
        answer = known_answer(catalogued, checks, source.encode())
    finally:
        grader.close()
    assert fault == ""
    one = answer.facts["test_known_tea"].exchanges[0]
    assert one.status == 404 and len(one.body) <= MOST_TEXT
    assert tutor.diagnose(catalogued, checks, source.encode()) is None


def test_every_pair_says_something_of_its_own() -> None:
    assert len(meanings.PAIRS) >= 40
    assert len(set(meanings.PAIRS.values())) >= len(meanings.PAIRS) - 2
    for (expected, returned), text in meanings.PAIRS.items():
        assert expected != returned
        assert text.endswith(".") and len(text) > 30
        assert meanings.why([expected], returned).startswith(text)


@pytest.mark.parametrize(("expected", "returned"), [(404, 299), (200, 477), (404, 0), (404, 999), (101, 404)])
def test_rare_codes_have_a_true_sentence(expected: int, returned: int) -> None:
    assert str(returned) in meanings.why([expected], returned)


def test_of_three_possible_codes_none_is_said_to_be_the_right_one() -> None:
    assert meanings.why([200, 404, 409], 400) == meanings.tells(400)
    assert meanings.why([404], 400).startswith(meanings.PAIRS[404, 400])


def test_mutants_change_one_thing_each() -> None:
    found = {mutant.name: mutant.source for mutant in mutants(GOOD)}
    assert any("404 becomes 200" in name for name in found)
    assert any("branch removed" in name for name in found)
    assert any("key 'error' renamed" in name for name in found)
    assert len(set(found.values())) == len(found)
    for source in found.values():
        compile(source, "mutant", "exec")


def test_mutants_of_tests_ask_less() -> None:
    tests = (
        "def test_a(client):\n    assert client.get('/').status_code == 404\n    assert True is not None\n"
    )
    names = [mutant.name for mutant in mutants_of_tests(tests)]
    assert names == [
        "line 1: test_a is no test",
        "line 2: not asked: client.get('/').status_code == 404",
        "line 3: not asked: True is not None",
        "line 2: 404 becomes 200",
        "line 2: 404 becomes 500",
    ]


def test_mutants_of_a_document_promise_less() -> None:
    document = {
        "paths": {
            "/a": {"get": {"responses": {"404": {"headers": {"Allow": {}}, "content": {"text/plain": {}}}}}}
        },
        "components": {"schemas": {"Error": {"properties": {"error": {"type": "string"}}}}},
    }
    found = {
        mutant.name: yaml.safe_load(mutant.source) for mutant in mutants_of_document(yaml.safe_dump(document))
    }
    answers = "paths//a/get/responses"
    assert set(found) == {
        "paths//a/get: removed",
        f"{answers}/404: answer removed",
        f"{answers}/404: becomes 200",
        f"{answers}/404: becomes 500",
        f"{answers}/404/headers/Allow: header dropped",
        f"{answers}/404/content: removed",
        "components/schemas/Error/properties/error: field renamed",
    }
    assert all(changed != document for changed in found.values())


def test_mutants_of_the_toy_exercise_are_killed(toy: Path) -> None:
    exercise = Catalogue(toy).get("01_tea_house")
    assert exercise is not None
    grader = Grader()
    try:
        for mutant in mutants(exercise.solution_path.read_text()):
            exercise.source_path.write_text(mutant.source)
            assert not grade(exercise, grader=grader).solved, mutant.name
    finally:
        grader.close()
