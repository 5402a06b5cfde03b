"""The proof finds what the checks let through, and every headline that is not an answer's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.authoring import evidence_tool
from course.authoring.evidence_rules import check_evidence
from course.authoring.gradings import Gradings, all_given, right_answers
from course.authoring.proof import Proof, details_of, prove
from course.authoring.variants import variants_of_solution, variants_of_wrong_fix
from course.exercises.catalogue import Catalogue
from course.grading.machine.process import Grader
from course.values.exercise import Exercise

TOY = Path(__file__).parents[1] / "fixtures" / "grading" / "exercises"
ENTRY = (
    "## {name}\n\nMisconception: {text}\nBelieves: The tea is there.\nFails: test_unknown_tea\n"
    "Evidence: {evidence}\n\n```diff\n-        {refusal}\n+        {wrong}\n```\n"
)
SOLUTION = (TOY / "01_tea_house" / ".meta" / "solution.py").read_text(encoding="utf-8")
REFUSAL = 'return {"error": "no such tea"}, 404'
WRONG = {
    "code_in_the_body": ("A body is a status.", 'return {"error": "no such tea", "status": 404}'),
    "text_for_json": ("A text is JSON.", """return '{"error": "no such tea"}', 404"""),
}
GOOD = "test_unknown_tea: last GET /teas/* -> 200, .status = 404"
TEXT = "test_unknown_tea: last GET /teas/* -> 404, html, object"


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    """The toy exercise with two wrong fixes, and further answers like them."""
    folder = shutil.copytree(TOY, tmp_path / "exercises") / "01_tea_house" / ".meta"
    for part in ("further", "accept"):
        (folder / part).mkdir(exist_ok=True)
    for number in range(3):
        wrong = SOLUTION.replace(REFUSAL, WRONG["code_in_the_body"][1])
        text = f'"""Like: code_in_the_body"""\n\n# {number}\n{wrong}'
        (folder / "further" / f"number_{number}.py").write_text(text)
    found = Catalogue(tmp_path / "exercises").get("01_tea_house")
    assert found is not None
    write_evidence(found, GOOD, TEXT)
    return found


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    grader = Grader()
    yield grader
    grader.close()


def write_evidence(exercise: Exercise, in_the_body: str, as_text: str) -> None:
    pairs = zip(WRONG.items(), (in_the_body, as_text), strict=True)
    entries = [
        ENTRY.format(name=name, text=text, wrong=wrong, refusal=REFUSAL, evidence=evidence)
        for (name, (text, wrong)), evidence in pairs
    ]
    write(exercise, "wrong.md", *entries)


def write(exercise: Exercise, name: str, *lines: str) -> None:
    (exercise.folder / ".meta" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def confusions(proof: Proof) -> dict[str, str]:
    return {one.name: one.headline for one in proof.tutor.confusions}


def test_good_evidence_is_proved(exercise: Exercise, grader: Grader) -> None:
    proof = prove(exercise, grader)
    assert details_of(proof) == []
    assert (proof.tutor.entries, proof.tutor.own, proof.tutor.further_right) == (2, 2, 3)


def test_evidence_that_says_too_little_is_refused(exercise: Exercise, grader: Grader) -> None:
    write_evidence(exercise, "test_unknown_tea: last GET /teas/* -> 200", TEXT)
    proof = prove(exercise, grader)
    assert set(confusions(proof).values()) == {"code_in_the_body"}, confusions(proof)
    assert any("404 becomes 200" in name for name in confusions(proof))
    assert proof.faults == len(proof.tutor.confusions) > 0


def test_without_its_own_entry_a_wrong_fix_is_an_unknown_mistake(exercise: Exercise, grader: Grader) -> None:
    write_evidence(exercise, GOOD, "fails test_unknown_tea; unless code_in_the_body")
    proof = prove(exercise, grader)
    alone = [one for one in proof.tutor.confusions if one.how == "wrong, alone"]
    assert [(one.name, one.headline) for one in alone] == [("code_in_the_body", "text_for_json")]


def test_a_wrong_fix_that_earns_no_headline_says_which_clause_is_missing(
    exercise: Exercise, grader: Grader
) -> None:
    write_evidence(exercise, GOOD.replace("404", "405"), TEXT)
    (problem,) = prove(exercise, grader).problems
    assert problem.startswith(
        "code_in_the_body earns no headline instead of its own; does not hold: test_unknown"
    )


def test_a_reviewed_line_allows_a_headline_and_a_stale_one_is_named(
    exercise: Exercise, grader: Grader
) -> None:
    write_evidence(exercise, "test_unknown_tea: last GET /teas/* -> 200", TEXT)
    named = confusions(prove(exercise, grader))
    lines = [f"{name} => {headline}" for name, headline in named.items()]
    write(exercise, "fits.txt", "# read", *lines, "always 201 => text_for_json")
    proof = prove(exercise, grader)
    assert confusions(proof) == {}
    (problem,) = proof.problems
    assert f"fits.txt:{len(lines) + 2}: always 201 => text_for_json is not earned any more" in problem


def test_a_star_stands_for_any_text(exercise: Exercise, grader: Grader) -> None:
    write_evidence(exercise, "test_unknown_tea: last GET /teas/* -> 200", TEXT)
    write(exercise, "fits.txt", "* => code_in_the_body")
    assert details_of(prove(exercise, grader)) == []


def test_the_proof_names_each_gap(exercise: Exercise, grader: Grader) -> None:
    checks = exercise.check_file
    checks.write_text(checks.read_text().replace("assert answer.status_code == 404", "assert answer"))
    for path in (exercise.folder / ".meta" / "further").iterdir():
        path.unlink()
    solution = exercise.solution_path.read_text()
    (exercise.folder / ".meta" / "further" / "jsonify.py").write_text(f'"""Like: nobody"""\n{solution}')
    found = prove(exercise, grader)

    assert any("404 becomes 200" in name for name in found.survivors)
    assert found.kill_rate < 1
    for words in (
        "code_in_the_body fails [], not ['test_unknown_tea']",
        "code_in_the_body earns no headline instead of its own",
        "further/jsonify.py is like no wrong fix: 'nobody'",
        "1 further wrong answers, not at least 3",
    ):
        assert any(words in problem for problem in found.problems), (words, found.problems)


def test_a_claim_that_an_answer_with_the_headline_does_not_keep_is_a_problem(
    exercise: Exercise, grader: Grader
) -> None:
    true, false = "ask GET /teas/none -> .status = 404", "ask GET /teas/none -> .status = 410"
    write_evidence(exercise, f"{GOOD}\nClaims: {true}", TEXT)
    assert details_of(prove(exercise, grader)) == []
    write_evidence(exercise, f"{GOOD}\nClaims: {true}; {false}", TEXT)
    problems = prove(exercise, grader).problems
    earning = ["code_in_the_body", *(f"number_{number}" for number in range(3))]
    said = [f"{name} earns code_in_the_body, and what this claims does not hold: {false}" for name in earning]
    assert sorted(problems) == sorted(said)


def test_unreadable_claims_are_a_problem(exercise: Exercise, grader: Grader) -> None:
    write_evidence(exercise, f"{GOOD}\nClaims: GET -> 200", TEXT)
    (problem,) = prove(exercise, grader).problems
    assert "code_in_the_body: Claims: 'GET -> 200'" in problem


def test_unreadable_evidence_is_a_problem(exercise: Exercise, grader: Grader) -> None:
    write_evidence(exercise, "GET -> 200", TEXT)
    (problem,) = prove(exercise, grader).problems
    assert "wrong.md:1: code_in_the_body: 'GET -> 200'" in problem


def test_every_mistake_in_evidence_is_reported(exercise: Exercise) -> None:
    write_evidence(exercise, "GET -> 200", "passes test_none; unless nobody")
    found = check_evidence(exercise.folder)
    assert [error.line for error in found] == [1, 13, 13]
    said = " ".join(error.message for error in found)
    for words in ("no check test_none", "nobody, to which", "METHOD PATH"):
        assert words in said
    write_evidence(exercise, GOOD, TEXT)
    assert check_evidence(exercise.folder) == ()


def test_results_are_kept_until_a_check_changes(exercise: Exercise, tmp_path: Path, grader: Grader) -> None:
    cache = tmp_path / "cache"
    given = next(right_answers(exercise))
    first = Gradings(exercise, grader, cache).grade(given)
    assert first.solved
    checks = exercise.check_file
    assert Gradings(exercise, grader, cache).grade(given).checks == first.checks
    checks.write_text(checks.read_text().replace("== 404", "== 40404"))
    grader.close()  # a process reads the checks once
    assert not Gradings(exercise, grader, cache).grade(given).solved


def test_half_of_a_wrong_fix_is_made_of_what_it_changes() -> None:
    base = (
        '"""Talk."""\nimport os\n\n\ndef a():\n    return 1, 200\n\n\ndef b():\n    return {"Location": 2}\n'
    )
    wrong = 'import sys\n\n\ndef a():\n    return 7, 200\n\n\ndef b():\n    return {"Location": 3}\n'
    found = list(variants_of_wrong_fix(base, wrong))
    assert [one.name for one in found] == [
        "change 1 of 2 taken back",
        "change 2 of 2 taken back",
        "7 becomes 8",
        "Location under another name",
    ]
    halves = [one.source for one in found if one.half]
    assert all("import sys" in source for source in halves)
    assert "return 1, 200" in halves[0] and '"Location": 3' in halves[0]
    assert "return 7, 200" in halves[1] and '"Location": 2' in halves[1]


def test_a_view_that_echoes_is_made_of_the_reference() -> None:
    base = "def add():\n    data = request.get_json()\n    store(data)\n    return {'id': 1}, 201\n"
    (echo,) = variants_of_solution(base)
    assert "return (data, 201)" in echo.source


def test_the_tool_says_what_an_answer_earns_and_why_not(exercise: Exercise) -> None:
    said: list[str] = []
    assert evidence_tool.overview(exercise, said.append)
    assert "own   code_in_the_body: code_in_the_body" in said
    evidence_tool.answers(exercise, ["number_1"], said.append)
    assert any(line.startswith("  headline: This could be a known mistake.") for line in said)
    assert f"  does not  text_for_json: {TEXT}" in said
    evidence_tool.why(exercise, "text_for_json", ["code_in_the_body"], said.append)
    assert f"  NOT    {TEXT}" in said
    evidence_tool.facts(exercise, ["code_in_the_body"], said.append)
    assert any("-> 200" in line and '"status":404' in line and line.endswith(" failing") for line in said)
    with pytest.raises(evidence_tool.NoSuchAnswer, match="nobody is neither a file"):
        evidence_tool.answers(exercise, ["nobody"], said.append)


def test_the_tool_names_the_clauses_that_no_answer_needs(exercise: Exercise) -> None:
    write_evidence(exercise, f"{GOOD}; test_unknown_tea: last GET /teas/* -> 200", TEXT)
    said: list[str] = []
    evidence_tool.clauses(exercise, said.append)
    assert said == [
        "01_tea_house: 1 of 3 clauses are needed by no answer of the proof",
        "  code_in_the_body: test_unknown_tea: last GET /teas/* -> 200",
    ]


def test_every_answer_has_a_name_of_its_own(exercise: Exercise) -> None:
    names = [given.name for given in all_given(exercise)]
    assert len(set(names)) == len(names)
