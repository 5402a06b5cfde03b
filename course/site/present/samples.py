"""Made-up runs, contract rows and progress for the style guide: every state of the bench. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from course.site.present.calibration import Plot, Rate, plots
from course.site.present.calibration import Row as Answers
from course.site.present.contract_rows import RowView
from course.site.present.verdicts import CheckView, Verdict
from course.values.exercise import Row
from course.values.report import CheckResult, Outcome, Report

WHEN = "2026-01-05T09:30:00+00:00"
JSON = (("Content-Type", "application/json"),)
#: What a run ended with, and how the style guide calls it.
ENDS: tuple[tuple[str, Outcome], ...] = (
    ("not yet", "wrong"),
    ("crashed", "crashed"),
    ("too slow", "too_slow"),
    ("cannot load", "cannot_load"),
    ("a check of ours failed", "grader_fault"),
)


LIST = "A list stays a list."


@dataclass(frozen=True)
class Bar:
    """The bar below the editor in one state."""

    title: str
    verdict: Verdict | None
    state: str
    #: What the page itself says there, "" for nothing.
    told: str = ""
    trouble: bool = False


@dataclass(frozen=True)
class Sureness:
    """Made-up answers, as the page of progress draws them."""

    rows: tuple[Answers, ...]
    plots: tuple[Plot, Plot]


def sample_bars() -> tuple[Bar, ...]:
    """Return the bar in every state."""
    solved = _run((("A new recipe is answered 201.", "passed"), (LIST, "passed")))
    wrong = _run((("A new recipe is answered 201.", "passed"), (LIST, "wrong")))
    no_report = replace(solved, report=Report("05_created", (), fault="OSError: no room"), checks=())
    ends = tuple(
        Bar(
            title,
            _run((("A new recipe is answered 201.", "passed"), ("A list stays a list.", end))),
            "working",
        )
        for title, end in ENDS
    )
    gone = "The course does not answer. Is it still running in its terminal?"
    return (
        Bar("not run yet", None, "first"),
        *ends,
        Bar("the grader failed", no_report, "working"),
        Bar("solved", solved, "solved"),
        Bar("changed since", replace(solved, stale=True), "working"),
        Bar("better than before", replace(wrong, since="one more than before"), "working"),
        Bar("a draft came back", wrong, "working", "What you had typed and not saved is here again."),
        Bar("the server is gone", wrong, "working", gone, trouble=True),
    )


def sample_rows() -> tuple[RowView, ...]:
    """Return rows of a contract in every state."""
    rows = (
        ("create", "`POST /recipes` with a title", "{201} with `Location`"),
        ("untitled", "`POST /recipes` without a title", "{422}; JSON with `error`"),
        ("list", "`GET /recipes`", "{200}; a JSON list"),
    )
    states = (("holds", (1,), ()), ("not-yet", (2, 3), (2,)), ("open", (4,), ()))
    return tuple(
        RowView(Row(*row), state, checks, failing, opened=bool(failing))  # type: ignore[arg-type]
        for row, (state, checks, failing) in zip(rows, states, strict=True)
    )


def sample_sureness() -> Sureness:
    """Return answers that were given sure or guessed: many, few, and none of a kind."""
    rows = (
        Answers("Success", Rate(15, 16), Rate(2, 5)),
        Answers("Redirects", Rate(6, 9), Rate(4, 6)),
        Answers("Whose fault?", Rate(0, 0), Rate(1, 4)),
    )
    return Sureness(rows, plots(rows))


def _run(ends: tuple[tuple[str, Outcome], ...]) -> Verdict:
    checks = tuple(
        CheckResult(f"test_{number}", rule, outcome, came_back=CAME_BACK.get(outcome, ""))
        for number, (rule, outcome) in enumerate(ends)
    )
    failed = next((check for check in checks if not check.passed), None)
    views = tuple(CheckView(check, check is failed) for check in checks)
    return Verdict(1, WHEN, "site", Report("05_created", checks), views, stale=False)


#: What a check of that outcome says came back.
CAME_BACK: dict[Outcome, str] = {
    "wrong": "200 OK",
    "crashed": "KeyError: 9",
    "too_slow": "No answer within 2 s.",
    "cannot_load": "Python cannot read app.py: invalid syntax, line 3.",
    "grader_fault": "The check itself failed.",
}


def sample_verdict() -> Verdict:
    """Return a verdict with a check of every outcome."""
    wrong = CheckResult(
        "test_b",
        "The answer says where the new recipe lives.",
        "wrong",
        "RFC 9110 §15.3.2",
        curl="curl -i -H 'Content-Type: application/json' --data-raw '{\"title\": \"Plum cake\"}'"
        " http://127.0.0.1:5000/recipes",
        status_line="HTTP/1.1 201 CREATED",
        family=2,
        response_headers=JSON,
        response_body='{"created": {"id": 1}}',
        came_back="no Location",
        expected="Location: the address of the new recipe",
        why="A 201 without Location tells a client that the new resource is the URL it posted to.",
        where="app.py:14 in add_recipe",
        hint=2,
        hints=3,
    )
    crash = CheckResult(
        "test_c", "An unknown recipe is refused.", "crashed", came_back="KeyError: 9", expected="404",
        traceback="app.py:22 in show_recipe\n    return recipes[9]\nKeyError: 9",
    )  # fmt: skip
    checks = (
        CheckResult(
            "test_a", "A new recipe is answered 201.", "passed", remarks=("A whole URL is right too.",)
        ),
        wrong,
        crash,
        CheckResult("test_d", "A list stays a list.", "too_slow", came_back="No answer within 2 s."),
        CheckResult(
            "test_e", "The file loads.", "cannot_load", came_back="SyntaxError: invalid syntax (line 3)"
        ),
        CheckResult("test_f", "The grader works.", "grader_fault", came_back="The check itself failed."),
        CheckResult("test_g", "Nothing is stored twice.", "not_run"),
    )
    report = Report("05_created", checks)
    views = tuple(CheckView(check, check is wrong, number) for number, check in enumerate(checks, 1))
    return Verdict(1, WHEN, "site", report, views, stale=False)
