"""A grading run as a page shows it: the same texts as the terminal, in the same order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from course.grading.wording import WORDS, replay_command, summary
from course.site.present.mistake_report import versions
from course.site.present.stated_checks import StatedCheck, stated_of
from course.values import codes
from course.values.exercise import Exercise
from course.values.progress import Run
from course.values.report import CheckResult, Outcome, Report


def fault_report(exercise: Exercise, verdict: Verdict, source: bytes | None) -> str:
    """Return everything a maintainer needs about a fault of the grader, "" when there is none.

    `source` is the text that was graded, None when it could not be read.
    """
    if not verdict.faults:
        return ""
    return "\n".join(
        (
            f"Fault of the grader in {exercise.slug}, run {verdict.run_id}, {verdict.finished}",
            versions(),
            f"started {verdict.door_words}, {verdict.report.seconds} s, source {verdict.report.source_hash}",
            "",
            verdict.faults,
            "",
            f"--- {exercise.edit} ---",
            source.decode("utf-8", "backslashreplace")
            if source is not None
            else "(the file could not be read)",
        )
    )


PLACE = re.compile(r"(?P<file>[^\s:]+):(?P<line>\d+)\b")
CODE = re.compile(r"([1-5]\d\d)\b")
STATUS_LINE = re.compile(r"(HTTP/\d(?:\.\d)?)\s+(\d{3})\s*(.*)")
TONES: dict[Outcome, str] = {
    "passed": "holds",
    "wrong": "not-yet",
    "crashed": "crashed",
    "cannot_load": "cannot-load",
    "too_slow": "too-slow",
    "grader_fault": "grader-fault",
}
#: What kind of trouble a run is in, and what to try next. Only one of these stands above the checks.
TROUBLES: dict[Outcome, tuple[str, str]] = {
    "cannot_load": (
        "Python cannot load your file, so nothing could be asked of it.",
        "Repair the line named below first. Every check comes back with it.",
    ),
    "crashed": (
        "Your code raised an exception. A client sees no answer of yours, only a 500.",
        "Read the last line of the trace: it names the exception. The line above it is yours.",
    ),
    "too_slow": (
        "Your code did not answer in time and was stopped.",
        "Look for a loop whose condition never becomes false, or for something that waits.",
    ),
    "wrong": (
        "Your endpoint answers, but not what the contract says.",
        "Compare what came back with what was expected, then look at the line named under it.",
    ),
    "grader_fault": (
        "The grader failed. Your code was not judged.",
        "Nothing in your file needs to change for this. Run the checks again; if it stays, report it.",
    ),
}


@dataclass(frozen=True)
class CheckView:
    """One check as a row of the verdict."""

    check: CheckResult
    #: True for the failure to look at first.
    first: bool
    #: Its place among the checks of the exercise, from 1.
    number: int = 0
    #: What its file says about it, for a check that was left out and so could not say it.
    stated: StatedCheck | None = None
    #: What happened to it since the run before: "fixed", "broken again", or "" when nothing did.
    change: str = ""
    #: The command that asks with the same unseen values again, "" when there were none.
    replay: str = ""

    @property
    def rule(self) -> str:
        """Return the rule in words; the result of a check that was left out knows its name only."""
        if self.check.outcome == "not_run" and self.stated:
            return self.stated.rule
        return self.check.rule or (self.stated.rule if self.stated else self.check.name)

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the rows of the contract that the check proves."""
        return self.check.rows or (self.stated.rows if self.stated else ())

    @property
    def judged(self) -> bool:
        """Tell whether the check could ask anything: only then its source, hint and step help."""
        return self.check.outcome not in ("cannot_load", "not_run", "grader_fault")

    @property
    def sentence(self) -> str:
        """Return what the verdict bar says of it: the rule, or for a file that does not load the reason."""
        return self.check.came_back if self.check.outcome == "cannot_load" else self.rule

    @property
    def report(self) -> tuple[str, ...]:
        """Return what is said of it in the report of a mistake."""
        check = self.check
        told = (
            ("Check", f"{check.name}: {self.rule}"),
            ("Request", check.curl),
            ("Came back", check.came_back),
            ("Expected", check.expected),
            ("Where", check.where),
        )
        return tuple(f"{name}: {words}" for name, words in told if words)

    @property
    def word(self) -> str:
        """Return what stands in front of the check."""
        return WORDS[self.check.outcome]

    @property
    def tone(self) -> str:
        """Return the style of the check: holds, not-yet, or the outcome with hyphens."""
        return TONES.get(self.check.outcome, "other")

    @property
    def asked(self) -> bool:
        """Tell whether the check came to ask anything."""
        return self.check.outcome not in ("cannot_load", "not_run")

    @property
    def segment(self) -> str:
        """Return the style of its segment: holds, not-yet, or other for a check that asked nothing."""
        return "holds" if self.check.passed else "not-yet" if self.asked else "other"

    @property
    def tells(self) -> bool:
        """Tell whether there is more to say than the rule."""
        check = self.check
        return not check.passed and any(
            (check.came_back, check.expected, check.why, check.curl, check.traceback, check.difference)
        )

    @property
    def status(self) -> tuple[str, str, str]:
        """Return version, code and phrase of the status line that came back, empty when none did."""
        match = STATUS_LINE.match(self.check.status_line)
        return (match[1], match[2], match[3]) if match else ("", "", self.check.status_line)

    @property
    def step_parts(self) -> tuple[str, str]:
        """Return lesson and step to read."""
        lesson, _, step = self.check.step.partition("#")
        return lesson, step


@dataclass(frozen=True)
class Verdict:
    """The result of a run."""

    run_id: int
    finished: str
    door: str
    report: Report
    checks: tuple[CheckView, ...]
    #: True when the learner's file is not the one that was graded.
    stale: bool
    #: How the number of checks that hold compares with the run before: "one more than before", or "".
    since: str = ""
    #: Name of the learner's file, "" when any file may be meant.
    edit: str = ""

    @property
    def heading(self) -> str:
        """Return the result in one line."""
        words = summary(self.report)
        return words[:1].upper() + words[1:]

    @property
    def door_words(self) -> str:
        """Return where the run was started, as the end of a sentence."""
        return DOORS.get(self.door, f"from the {self.door}")

    @property
    def tone(self) -> str:
        """Return the style of the whole run, as for a check."""
        return TONES.get(self.report.outcome, "other")

    @property
    def trouble(self) -> tuple[str, str]:
        """Return what kind of trouble the first failure is in and what to try next, empty when solved."""
        return TROUBLES.get(self.first.check.outcome if self.first else self.report.outcome, ("", ""))

    @property
    def faults(self) -> str:
        """Return what the grader said about its own failure, "" when it did not fail."""
        told = [self.report.fault] if self.report.fault else []
        for view in self.checks:
            if view.check.outcome == "grader_fault":
                told += [f"check {view.check.name}: {view.check.came_back}", view.check.traceback]
        return "\n".join(filter(None, told))

    @property
    def line(self) -> int:
        """Return the line of the file that the first failure points at, 0 when none or out of date."""
        first = self.report.first_failure
        return line_of(first.where, self.edit) if first and not self.stale else 0

    @property
    def first(self) -> CheckView | None:
        """Return the failure to look at first, None when there is none."""
        return next((view for view in self.checks if view.first), None)

    @property
    def failing(self) -> tuple[CheckView, ...]:
        """Return the other checks that do not hold; none when the file does not load: all say the same."""
        if self.report.outcome == "cannot_load":
            return ()
        return tuple(view for view in self.checks if not view.check.passed and not view.first)

    @property
    def holding(self) -> tuple[CheckView, ...]:
        """Return the checks that hold."""
        return tuple(view for view in self.checks if view.check.passed)

    @property
    def picture(self) -> str:
        """Return what the row of segments shows, for many checks: "34 of 36 checks pass; not: 3, 17"."""
        numbers = ", ".join(str(view.number) for view in self.checks if not view.check.passed)
        return f"{self.heading}; not: {numbers}" if numbers else self.heading

    @property
    def announcement(self) -> str:
        """Return the result as it is read out: the count, what changed, the first failing sentence."""
        told = [view for view in self.checks if view.change][:3]
        changed = [f"{view.change}: {view.rule}" for view in told]
        first = self.first
        looked_at = [f"{first.word.capitalize()}: {first.sentence}"] if first and first not in told else []
        return " ".join([f"{self.heading}{', ' + self.since if self.since else ''}.", *changed, *looked_at])


DOORS = {
    "site": "from the site",
    "terminal": "from the terminal",
    "watch": "from the watch",
    "editor": "after a save in your editor",
}


def verdict_of(
    run: Run,
    current_hash: str,
    before: Run | None = None,
    stated: Sequence[StatedCheck] = (),
    edit: str = "",
) -> Verdict:
    """Return a recorded run as the page shows it, with what changed since the run `before` it.

    `current_hash` is that of the learner's file now, `stated` what its checks say, `edit` its name.
    """
    report = run.report
    first = report.first_failure
    earlier = {check.name: check for check in before.report.checks} if before else {}
    return Verdict(
        run.id,
        run.recorded_at,
        run.door,
        report,
        tuple(
            CheckView(
                check,
                check is first,
                number,
                stated_of(check, stated),
                change_of(check, earlier.get(check.name)),
                replay_command(check, report.exercise),
            )
            for number, check in enumerate(report.checks, 1)
        ),
        bool(run.source_hash and current_hash and run.source_hash != current_hash),
        since_of(run.held, before.held) if before and before.total == run.total else "",
        edit,
    )


def change_of(check: CheckResult, before: CheckResult | None) -> str:
    """Return "fixed", "broken again" or "" for a check, compared with its result in the run before."""
    if before is None or check.passed == before.passed:
        return ""
    if check.passed:
        return "fixed"
    return "" if check.outcome in ("not_run", "grader_fault") else "broken again"


def since_of(held: int, before: int) -> str:
    """Return how a number of checks compares with the one before: "two more than before"."""
    if held == before:
        return ""
    more = abs(held - before)
    number = ("one", "two", "three", "four", "five")[more - 1] if more <= 5 else str(more)
    return f"{number} {'more' if held > before else 'fewer'} than before"


def line_of(where: str, edit: str = "") -> int:
    """Return the line number in "app.py:14 in add_recipe", 0 when there is none.

    It is 0 as well for a line of another file than `edit`, and for a view that did not run.
    """
    match = PLACE.match(where)
    if match is None or (edit and match["file"] != edit):
        return 0
    return int(match["line"])


def leading_family(text: str) -> int:
    """Return the class of the status code a text begins with, 0 when it begins with none."""
    match = CODE.match(text)
    return codes.family(int(match[1])) if match else 0
