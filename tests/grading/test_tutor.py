"""The tutor names a misconception when an answer fails like a catalogued one, and is silent otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from course.authoring.mutants import mutants, mutants_of_document, mutants_of_tests
from course.authoring.proof import prove
from course.authoring.signatures import make_signatures, stable
from course.exercises.catalogue import Catalogue
from course.grading import tutor
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.grading.tutor import Misconception, Signature, Symptom
from course.values import meanings
from course.values.exercise import Exercise
from course.values.report import CheckResult

from .helpers import GOOD, HEAD, VIEW

WRONG = {
    "code_in_the_body": (
        "A status in the body is the status.",
        VIEW + "    if name != 'assam':\n        return {'error': 'none', 'status': 404}\n"
        "    return {'name': 'assam', 'grams': 12}\n",
        "test_unknown_tea",
    ),
    "text_for_json": (
        "A text that looks like JSON is JSON.",
        VIEW + "    if name != 'assam':\n        return '{\"error\": \"none\"}', 404\n"
        "    return {'name': 'assam', 'grams': 12}\n",
        "test_unknown_tea",
    ),
}
DOC = '"""Misconception: {text}\n\nBelieves: The tea is there.\nFails: {fails}\n"""\n'


@pytest.fixture
def catalogued(tea_house: Exercise) -> Exercise:
    """The toy exercise with wrong fixes and the tutor's catalogue of them."""
    folder = tea_house.folder / ".meta" / "reject"
    folder.mkdir(exist_ok=True)
    for name, (text, source, fails) in WRONG.items():
        (folder / f"{name}.py").write_text(DOC.format(text=text, fails=fails) + source)
    grader = Grader()
    try:
        text = tutor.dump_signatures(make_signatures(tea_house, grader))
    finally:
        grader.close()
    (tea_house.folder / ".meta" / "signatures.json").write_text(text)
    return tea_house


def diagnosis_of(exercise: Exercise, source: str) -> str:
    exercise.source_path.write_text(source)
    return grade(exercise).diagnosis


def test_each_wrong_fix_gets_its_own_diagnosis(catalogued: Exercise) -> None:
    for text, source, _ in WRONG.values():
        found = diagnosis_of(catalogued, source)
        assert text in found
        assert "What a client now believes: The tea is there." in found


def test_another_text_of_the_same_misconception_is_recognised(catalogued: Exercise) -> None:
    source = (
        "from flask import Flask, jsonify\napp = Flask(__name__)\nTEAS = {'assam': 12}\n"
        "@app.route('/teas/<which>')\ndef find(which):\n    grams = TEAS.get(which)\n"
        "    if grams is None:\n        return jsonify(error='no ' + which, status=404)\n"
        "    return jsonify(name=which, grams=grams)\n"
    )
    assert WRONG["code_in_the_body"][0] in diagnosis_of(catalogued, source)


@pytest.mark.parametrize(
    "source",
    [
        GOOD,
        "def broken(:\n",
        HEAD,
        VIEW + "    raise KeyError(name)\n",
        VIEW + "    return {'name': 'assam', 'grams': 12}, 418\n",
    ],
    ids=["right", "cannot load", "empty", "crashes", "another code"],
)
def test_what_is_unlike_any_gets_no_diagnosis(source: str, catalogued: Exercise) -> None:
    assert diagnosis_of(catalogued, source) == ""


def test_without_a_catalogue_nothing_is_claimed(tea_house: Exercise) -> None:
    assert diagnosis_of(tea_house, WRONG["code_in_the_body"][1]) == ""


def test_two_that_fail_alike_are_told_apart_by_their_words() -> None:
    check = CheckResult("test_a", "Rule.", "wrong", symptom="status 200, not 404", trace=("GET 200 - empty",))
    symptoms = (Symptom("test_a", check.symptom, check.trace),)
    one = Signature(Misconception("one", "One.", "", ("test_a",)), symptoms, frozenset({"jsonify"}))
    two = Signature(Misconception("two", "Two.", "", ("test_a",)), symptoms, frozenset({"abort", "handler"}))
    assert tutor.diagnose([check], [one, two], frozenset({"abort", "x"})) == two.misconception
    assert tutor.diagnose([check], [one, two], frozenset({"jsonify"})) == one.misconception


TRACE = ("GET 200 application/json {error}",)


@pytest.mark.parametrize(
    ("failing", "symptom"),
    [
        # One of the two faults is repaired: the diagnosis would claim it all the same.
        (("test_a",), "status 200, not 404"),
        # The same checks and answers, but another kind of difference.
        (("test_a", "test_b"), "field error is missing"),
        (("test_a", "test_b"), "crashed: KeyError"),
    ],
    ids=["half repaired", "another difference", "a crash"],
)
def test_a_diagnosis_claims_nothing_that_is_not_so(failing: tuple[str, ...], symptom: str) -> None:
    known = Misconception("both", "Both.", "", ("test_a", "test_b"))
    symptoms = tuple(Symptom(name, "status 200, not 404", TRACE) for name in known.fails)
    checks = [CheckResult(name, "Rule.", "wrong", symptom=symptom, trace=TRACE) for name in failing]

    assert tutor.diagnose(checks, [Signature(known, symptoms)]) is None


def test_what_changes_from_run_to_run_is_not_part_of_a_signature() -> None:
    first = (Symptom("test_a", "kind", ("GET 200", "GET 404")),)
    second = (Symptom("test_a", "kind", ("GET 200", "GET 410")),)
    assert stable([first, second]) == (Symptom("test_a", "kind", ("GET 200", "?")),)


def test_missing_keys_are_named() -> None:
    with pytest.raises(ValueError, match="x: Believes, Fails missing"):
        tutor.parse_misconception("Misconception: Something.", "x")


def test_yaml_and_markdown_name_misconceptions_too(tmp_path: Path) -> None:
    file = tmp_path / "only_200.yaml"
    file.write_text(
        "# Misconception: One code is enough.\n# Believes: Nothing fails.\n# Fails: test_a, test_b\nx: 1\n"
    )
    found = tutor.misconception_of(file)
    assert (found.text, found.fails) == ("One code is enough.", ("test_a", "test_b"))


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


def test_the_proof_names_each_gap(catalogued: Exercise) -> None:
    checks = catalogued.folder / "test_tea_house.py"
    checks.write_text(checks.read_text().replace("assert answer.status_code == 404", "assert answer"))
    further = catalogued.folder / ".meta" / "further"
    further.mkdir()
    (further / "jsonify.py").write_text(f'"""Like: nobody"""\n{GOOD}')
    grader = Grader()
    try:
        found = prove(catalogued, grader, sign=False)
    finally:
        grader.close()

    assert any("404 becomes 200" in name for name in found.survivors)
    assert found.kill_rate < 1
    for words in (
        "code_in_the_body.py fails [], not ['test_unknown_tea']",
        "code_in_the_body.py gets the diagnosis none",
        "further/jsonify.py is like no wrong fix: 'nobody'",
        "1 further wrong answers, not at least 3",
        "only 0 of 1 further answers",
    ):
        assert any(words in problem for problem in found.problems), (words, found.problems)
