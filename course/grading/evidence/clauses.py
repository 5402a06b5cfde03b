"""Tell whether the clauses of an evidence hold for an answer, and what shows it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, singledispatch
from typing import Any

from course.grading.checks.facts import CheckFacts, load_facts
from course.grading.evidence import terms
from course.grading.evidence.exchanges import find_steps
from course.grading.evidence.questions import Ask, Shown, ask_steps, nobody
from course.grading.evidence.source import find_in_source
from course.grading.evidence.subjects import MISSING, parsed
from course.values.report import CheckResult


@dataclass(frozen=True)
class Answer:
    """What is known of a graded answer."""

    #: The learner's file, "" when it is no text.
    source: str
    checks: Mapping[str, CheckResult]
    #: What happened in each failed check.
    facts: Mapping[str, CheckFacts]
    ask: Ask = nobody
    #: Whether the learner's file is Python.
    python: bool = True
    asked: dict[str, Shown] = field(default_factory=dict, compare=False)

    @property
    def failing(self) -> frozenset[str]:
        """Return the names of the checks that fail."""
        return frozenset(name for name, check in self.checks.items() if not check.passed)

    @property
    def unclear(self) -> bool:
        """Tell whether nothing can be said: all is well, the file does not load, or the grader failed."""
        outcomes = {check.outcome for check in self.checks.values()}
        return not self.failing or bool(outcomes & {"cannot_load", "grader_fault"})

    @cached_property
    def tree(self) -> ast.Module | None:
        """Return the syntax tree of the learner's Python, None when there is none."""
        try:
            return ast.parse(self.source) if self.python else None
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def answer_of(
    checks: Iterable[CheckResult], source: bytes | None, ask: Ask = nobody, python: bool = True
) -> Answer:
    """Return what is known of an answer, from the results of its checks and its text."""
    named = {check.name: check for check in checks}
    facts = {name: load_facts(check.facts) for name, check in named.items() if not check.passed}
    return Answer((source or b"").decode("utf-8", "replace"), named, facts, ask, python)


def shown_by(clause: terms.Clause, answer: Answer) -> Shown:
    """Return what shows that a clause holds, None when it does not hold."""
    found = show(clause.claim, answer)
    if not clause.negated:
        return found
    return () if found is None and _could_be_seen(clause.claim, answer) else None


def _could_be_seen(claim: terms.Claim, answer: Answer) -> bool:
    """Tell whether a claim that does not hold would have been seen if it held.

    What was cut is not known, and a check that passed or was stopped tells nothing of its exchanges.
    """
    if isinstance(claim, terms.InSource):
        return answer.tree is not None
    if isinstance(claim, terms.Either):
        return all(_could_be_seen(option.claim, answer) for option in claim.options)
    if not isinstance(claim, terms.Happened):
        return not isinstance(claim, terms.Asked)
    looked_at = [facts for name, facts in answer.facts.items() if claim.check in ("", name)]
    return bool(looked_at) and not any(one.cut for facts in looked_at for one in facts.exchanges)


@singledispatch
def show(claim: Any, answer: Answer) -> Shown:
    """Return what shows that a claim holds, None when it does not hold."""
    raise TypeError(f"{type(claim).__name__} is no claim")


@show.register
def _(claim: terms.Happened, answer: Answer) -> Shown:
    for name, facts in answer.facts.items():
        if claim.check in ("", name) and (found := find_steps(claim.steps, facts)) is not None:
            return tuple(one.line for one in found[-1:])
    return None


@show.register
def _(claim: terms.Asked, answer: Answer) -> Shown:
    key = repr(claim)  # what is sent may hold a list, which has no hash
    if key not in answer.asked:
        answer.asked[key] = ask_steps(claim, answer.ask)
    return answer.asked[key]


@show.register
def _(claim: terms.Fails, answer: Answer) -> Shown:
    check = answer.checks.get(claim.check)
    if check is None or check.passed or claim.outcome not in ("", check.outcome):
        return None
    facts = answer.facts[claim.check]
    if claim.statement and not any(claim.statement in statement for statement in facts.statements):
        return None
    if claim.direction and not _is_on_that_side(facts.compared, claim.direction):
        return None
    if claim.came_back and not claim.came_back.search(check.came_back):
        return None
    if claim.differs and not claim.differs.search(f"{check.difference}\n{check.symptom}"):
        return None
    return ()


@show.register
def _(claim: terms.Passes, answer: Answer) -> Shown:
    held = all(name in answer.checks and answer.checks[name].passed for name in claim.checks)
    return () if held else None


@show.register
def _(claim: terms.Only, answer: Answer) -> Shown:
    return () if answer.failing <= frozenset(claim.checks) else None


@show.register
def _(claim: terms.InSource, answer: Answer) -> Shown:
    line = find_in_source(claim, answer.tree) if answer.tree else None
    return None if line is None else ((f"line {line} of your file",) if line else ())


@show.register
def _(claim: terms.Written, answer: Answer) -> Shown:
    found = None if answer.python else claim.pattern.search(answer.source)
    return (f"line {answer.source.count(chr(10), 0, found.start()) + 1} of your file",) if found else None


@show.register
def _(claim: terms.Printed, answer: Answer) -> Shown:
    printed = (check.output for check in answer.checks.values() if not check.passed)
    return () if any(map(claim.pattern.search, printed)) else None


@show.register
def _(claim: terms.Either, answer: Answer) -> Shown:
    return next((one for option in claim.options if (one := shown_by(option, answer)) is not None), None)


def _is_on_that_side(compared: tuple[str, str] | None, direction: str) -> bool:
    """Tell whether the left value is less or more than the right one; values without an order are neither."""
    left, right = (parsed(side) for side in compared) if compared else (MISSING, MISSING)
    try:
        return bool(left < right) if direction == "less" else bool(left > right)
    except TypeError:
        return False
