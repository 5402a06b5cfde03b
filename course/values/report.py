"""What a grading run found, as values that go through JSON unchanged."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from course.values.wire import printable

#: passed: holds. wrong: answered, but not what the contract says. crashed: the learner's code raised.
#: cannot_load: app.py could not be imported. too_slow: no answer within the limit.
#: grader_fault: our mistake. not_run: another failure made it pointless.
Outcome = Literal["passed", "wrong", "crashed", "cannot_load", "too_slow", "grader_fault", "not_run"]
#: From the one that explains most to the one that explains least.
SEVERITY: tuple[Outcome, ...] = ("grader_fault", "cannot_load", "too_slow", "crashed", "wrong", "not_run")


@dataclass(frozen=True)
class CheckResult:
    """One check of one exercise: what was asked, what came back, and what to do next.

    Every text is plain and finished: the terminal prints it, the page shows it.
    """

    #: Name of the check function, with the parameter id if it has one.
    name: str
    #: The rule as a success: first line of the check's docstring.
    rule: str
    outcome: Outcome
    #: Where the rule comes from ("RFC 9110 §15.3.2").
    source: str = ""
    #: Rows of the README's contract table that this check proves.
    rows: tuple[str, ...] = ()
    #: The request as one curl line.
    curl: str = ""
    #: Requests of the same check before it, "POST /notes → 201 (3 times)".
    earlier: tuple[str, ...] = ()
    #: Status line, headers and body that came back; "" when nothing did.
    status_line: str = ""
    family: int = 0
    response_headers: tuple[tuple[str, str], ...] = ()
    response_body: str = ""
    came_back: str = ""
    expected: str = ""
    #: Why the expected answer, and what the learner's answer tells a client.
    why: str = ""
    #: The first header or field that differs.
    difference: str = ""
    #: "app.py:14 in add_recipe"
    where: str = ""
    hint: int = 0
    hints: int = 0
    #: "05_precise_success#a-new-thing"
    step: str = ""
    #: Learner's own frames of a crash, or the message of a load failure.
    traceback: str = ""
    #: What the learner's code printed during the check.
    output: str = ""
    #: The kind of difference, without random values: "status 200 for 404", "header Location missing".
    symptom: str = ""
    #: Every exchange of a failed check without random values: "POST 200 application/json {message}".
    trace: tuple[str, ...] = ()
    #: Remarks on answers that are right too.
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
    #: The seed of the run, when the check asked with unseen values: with it they come again. Runs that were
    #: recorded before it was kept have none.
    seed: str = ""
    #: What the evidence for a misconception reads (course/grading/checks/facts.py), as JSON. Never stored.
    facts: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether the check passes."""
        return self.outcome == "passed"

    def printable(self) -> CheckResult:
        """Return the result with texts that every terminal, page and database takes."""
        texts = {
            one.name: _printable(getattr(self, one.name)) for one in fields(self) if one.name != "outcome"
        }
        return replace(self, **texts)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    return tuple(map(_printable, value)) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Report:
    """One grading run of one exercise."""

    exercise: str
    checks: tuple[CheckResult, ...]
    #: SHA-256 of the graded source, hexadecimal.
    source_hash: str = ""
    seconds: float = 0.0
    #: ISO 8601 with offset.
    finished: str = ""
    #: A fault of the grader that belongs to no check ("no checks were found").
    fault: str = ""
    #: Named misconception, when the tutor recognised one.
    diagnosis: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def held(self) -> int:
        """Return the number of checks that hold."""
        return sum(check.passed for check in self.checks)

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of the run: passed, or that of the failure that explains most."""
        if self.fault or not self.checks:
            return "grader_fault"
        found = {check.outcome for check in self.checks}
        return next((outcome for outcome in SEVERITY if outcome in found), "passed")

    @property
    def solved(self) -> bool:
        """Tell whether every check holds."""
        return self.outcome == "passed"

    @property
    def flags(self) -> tuple[str, ...]:
        """Return what the file does that no answer needs, a sentence each; no verdict depends on it."""
        found = self.extra.get("flags", ())
        return tuple(map(str, found)) if isinstance(found, list | tuple) else ()

    @property
    def first_failure(self) -> CheckResult | None:
        """Return the failed check to look at first: the first in file order that was run."""
        failed = [check for check in self.checks if not check.passed]
        return next((check for check in failed if check.outcome != "not_run"), failed[0] if failed else None)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        values = asdict(self)
        for check in values["checks"]:
            del check["facts"]
        return values

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Report:
        """Rebuild a report from to_dict's values."""
        values = dict(values)
        values["checks"] = tuple(check_from_dict(check) for check in values["checks"])
        return cls(**values)


def check_from_dict(values: dict[str, Any]) -> CheckResult:
    """Rebuild one check result from JSON values."""
    values = dict(values)
    for key in ("rows", "earlier", "remarks", "trace"):
        values[key] = tuple(values.get(key, ()))
    values["response_headers"] = tuple((k, v) for k, v in values.get("response_headers", ()))
    return CheckResult(**values)
