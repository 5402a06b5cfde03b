"""The tutor names a misconception when an answer fails like a catalogued one, and is silent otherwise."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from course.authoring.mutants import mutants, mutants_of_document, mutants_of_tests
from course.authoring.proof import Proof, prove
from course.authoring.signatures import is_outdated, make_signatures, stable
from course.exercises.catalogue import Catalogue
from course.exercises.wrong_fixes import catalogue_path, wrong_fixes
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
KEYS = "Misconception: {text}\nBelieves: The tea is there.\nFails: {fails}\nFile: reject/{name}.py\n"
ENTRY = f"## {{name}}\n\n{KEYS}\n"


@pytest.fixture
def catalogued(tea_house: Exercise) -> Exercise:
    """The toy exercise with wrong fixes and the tutor's catalogue of them."""
    folder = tea_house.folder / ".meta" / "reject"
    folder.mkdir(exist_ok=True)
    entries = []
    for name, (text, source, fails) in WRONG.items():
        (folder / f"{name}.py").write_text(source)
        entries.append(ENTRY.format(name=name, text=text, fails=fails))
    catalogue_path(tea_house.folder).write_text("".join(entries))
    grader = Grader()
    try:
        text = tutor.dump_signatures(make_signatures(tea_house, wrong_fixes(tea_house), grader))
    finally:
        grader.close()
    tutor.signatures_path(tea_house.folder).write_text(text)
    return tea_house


def proved(exercise: Exercise, sign: bool = False) -> Proof:
    grader = Grader()
    try:
        return prove(exercise, grader, sign)
    finally:
        grader.close()


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


def test_a_changed_sentence_is_told_without_signing_again(catalogued: Exercise) -> None:
    file = catalogue_path(catalogued.folder)
    file.write_text(file.read_text().replace("The tea is there.", "Somebody has assam."))
    assert "What a client now believes: Somebody has assam." in diagnosis_of(
        catalogued, WRONG["code_in_the_body"][1]
    )


def test_an_unreadable_catalogue_costs_the_diagnosis_and_no_more(catalogued: Exercise) -> None:
    catalogue_path(catalogued.folder).write_text("## code_in_the_body\n")
    report = grade(catalogued, catalogued.stub_path)
    assert report.diagnosis == "" and report.checks and not report.fault


def test_the_diagnosis_needs_no_source_of_a_wrong_fix(catalogued: Exercise) -> None:
    shutil.rmtree(catalogued.folder / ".meta" / "reject")
    assert WRONG["code_in_the_body"][0] in diagnosis_of(catalogued, WRONG["code_in_the_body"][1])


def test_signatures_are_one_line_each_without_sentences(catalogued: Exercise) -> None:
    text = tutor.signatures_path(catalogued.folder).read_text()
    assert [value["name"] for value in json.loads(text)] == list(WRONG)
    assert len(text.splitlines()) == len(WRONG) + 2
    assert "A status in the body is the status." not in text and "The tea is there." not in text


def rename_in_catalogue(exercise: Exercise) -> None:
    file = catalogue_path(exercise.folder)
    file.write_text(file.read_text().replace("## text_for_json", "## another"))


def swap_signatures(exercise: Exercise) -> None:
    file = tutor.signatures_path(exercise.folder)
    first, *middle, last = file.read_text().splitlines()
    file.write_text("\n".join([first, middle[1] + ",", middle[0].rstrip(","), last, ""]))


def change_words(exercise: Exercise) -> None:
    file = tutor.signatures_path(exercise.folder)
    file.write_text(file.read_text().replace('"words": [', '"words": ["unseen", ', 1))


def indent(exercise: Exercise) -> None:
    file = tutor.signatures_path(exercise.folder)
    file.write_text(json.dumps(json.loads(file.read_text()), indent=1))


def remove(exercise: Exercise) -> None:
    tutor.signatures_path(exercise.folder).unlink()


def break_the_catalogue(exercise: Exercise) -> None:
    catalogue_path(exercise.folder).write_text("## text_for_json\n")


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (rename_in_catalogue, "only signatures.json names text_for_json."),
        (rename_in_catalogue, "only wrong.md names another."),
        (swap_signatures, "signatures.json has another order than wrong.md."),
        (change_words, "code_in_the_body has other words than signatures.json says."),
        (indent, "signatures.json is written otherwise than prove writes it."),
        (remove, "signatures.json is missing."),
        (break_the_catalogue, "wrong.md:1: text_for_json: Misconception, Believes, Fails missing."),
    ],
)
def test_the_proof_names_signatures_that_it_would_not_write(
    harm: Callable[[Exercise], None], problem: str, catalogued: Exercise
) -> None:
    assert not [line for line in proved(catalogued).problems if "signatures" in line or "wrong.md" in line]
    harm(catalogued)
    assert any(problem in line for line in proved(catalogued).problems)


def symptoms(*trace: str) -> tuple[Symptom, ...]:
    return (Symptom("test_a", "kind", trace),)


@pytest.mark.parametrize(
    ("known", "runs", "outdated"),
    [
        (("GET 200", "GET 404"), [("GET 200", "GET 404")], False),
        (("GET 200", "?"), [("GET 200", "GET 404", "GET 404")], False),
        (("GET 200",), [("GET 404",)], True),
        (("GET 200", "?"), [("GET 404", "GET 404")], True),
        # How often a check asks depends on a number that is drawn in each run.
        (("GET 200", "GET 404"), [("GET 200",), ("GET 200", "GET 200", "GET 404")], False),
    ],
    ids=["same", "known to change", "other", "other beside what changes", "chance"],
)
def test_a_signature_is_outdated_when_every_run_contradicts_it(
    known: tuple[str, ...], runs: list[tuple[str, ...]], outdated: bool
) -> None:
    endless = (symptoms(*run) for run in itertools.cycle(runs))
    assert is_outdated(symptoms(*known), next(endless), lambda: next(endless)) is outdated


def test_another_check_or_another_kind_outdates_a_signature() -> None:
    for other in (Symptom("test_b", "kind", ()), Symptom("test_a", "other", ())):
        assert is_outdated(symptoms(), (other,), lambda other=other: (other,))
    assert is_outdated(symptoms(), (), lambda: ())


def test_signing_again_keeps_what_still_holds(catalogued: Exercise) -> None:
    file = tutor.signatures_path(catalogued.folder)
    written = file.read_text()
    trace = json.loads(written)[0]["symptoms"][0]["trace"]
    marked = written.replace(json.dumps(trace[-1]), '"?"', 1)
    assert marked != written
    for text, signed in ((marked, marked), (written.replace(trace[-1], "GET 418", 1), written)):
        file.write_text(text)
        proved(catalogued, sign=True)
        assert file.read_text() == signed


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
    found = proved(catalogued)

    assert any("404 becomes 200" in name for name in found.survivors)
    assert found.kill_rate < 1
    for words in (
        "code_in_the_body fails [], not ['test_unknown_tea']",
        "code_in_the_body gets the diagnosis none",
        "code_in_the_body fails otherwise than signatures.json says. Run `python3 run.py prove --sign`.",
        "further/jsonify.py is like no wrong fix: 'nobody'",
        "1 further wrong answers, not at least 3",
        "only 0 of 1 further answers",
    ):
        assert any(words in problem for problem in found.problems), (words, found.problems)
