"""Of several misconceptions that fit, the nearest one is shown, and of two that fit as well none."""

from __future__ import annotations

from course.grading.evidence.clauses import Answer, answer_of
from course.grading.evidence.language import parse_evidence
from course.grading.evidence.ranking import Entry, best_of, explain, fit, fits_of
from course.values.report import CheckResult, Outcome


def entry(name: str, fails: str, evidence: str = "no source nothing", text: str = "") -> Entry:
    return Entry(name, text or f"The belief {name}.", "", frozenset(fails.split()), parse_evidence(evidence))


def answer(source: str = "x = 1", **outcomes: Outcome) -> Answer:
    return answer_of([CheckResult(name, "", outcome) for name, outcome in outcomes.items()], source.encode())


def shown(entries: list[Entry], of: Answer) -> str:
    best = best_of(fits_of(entries, of), of.failing)
    return best.entry.name if best else ""


BOTH = answer(test_a="wrong", test_b="crashed", test_c="passed")


def test_all_that_it_names_must_fail() -> None:
    assert shown([entry("one", "test_a test_c")], BOTH) == ""
    assert shown([entry("one", "test_a test_c", "checks test_a; no source nothing")], BOTH) == "one"


def test_every_clause_must_hold() -> None:
    assert shown([entry("one", "test_a", "passes test_c; fails test_b as crashed")], BOTH) == "one"
    assert shown([entry("one", "test_a", "passes test_c; fails test_b as wrong")], BOTH) == ""


def test_without_evidence_nothing_is_claimed() -> None:
    assert shown([entry("one", "test_a test_b", "")], BOTH) == ""
    assert shown([entry("one", "test_a test_b", "could be")], BOTH) == ""


def test_the_one_that_fails_the_same_checks_is_meant() -> None:
    assert shown([entry("less", "test_a"), entry("all", "test_a test_b")], BOTH) == "all"


def test_two_that_fit_as_well_say_nothing() -> None:
    assert shown([entry("one", "test_a"), entry("two", "test_b")], BOTH) == ""
    assert shown([entry("one", "test_a", text="Same."), entry("two", "test_b", text="Same.")], BOTH) == "one"


def test_one_gives_way_to_a_more_special_one_that_fits_too() -> None:
    general = entry("general", "test_a test_b", "passes test_c; unless special")
    assert shown([general, entry("special", "test_a", "passes test_c")], BOTH) == "special"
    assert shown([general, entry("special", "test_a", "source nothing")], BOTH) == "general"


def test_weak_evidence_gives_way_to_strong() -> None:
    weak = entry("weak", "test_a test_b", "passes test_c; could be")
    assert shown([weak, entry("strong", "test_a")], BOTH) == "strong"
    assert shown([weak], BOTH) == "weak"


def test_of_what_does_not_load_or_broke_the_grader_nothing_is_said() -> None:
    for outcome in ("cannot_load", "grader_fault"):
        assert fit(entry("one", "test_a"), answer(test_a="wrong", test_b=outcome)) is None  # type: ignore[arg-type]
    assert fit(entry("one", ""), answer(test_a="passed")) is None


def test_an_explanation_goes_on_after_what_does_not_hold() -> None:
    lines = list(explain(entry("one", "test_c", "passes test_a; passes test_c"), BOTH))
    assert [(line.text, line.holds) for line in lines] == [
        ("fails test_c", False),
        ("passes test_a", False),
        ("passes test_c", True),
    ]
