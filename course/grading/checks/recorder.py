"""The pytest plugin that runs beside the checks: it observes and turns each check into a CheckResult."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from _pytest import assertion

from course.grading.checks import judge
from course.grading.checks.answers import Record
from course.grading.checks.facts import dump_facts, facts_of
from course.grading.checks.fixtures import RECORD, SEED
from course.grading.checks.rule import rule_of
from course.values.report import CheckResult

#: Where a check's result is kept on its item.
RESULT = pytest.StashKey[CheckResult]()
STARTED = pytest.StashKey[float]()


def check_name(item: pytest.Item) -> str:
    """Return the name of a check inside its file, parameters included."""
    return item.nodeid.partition("::")[2]


class Recorder:
    """Keep what a failed assert compared, and judge every check when it has run."""

    def __init__(self, lesson_step: Callable[[pytest.Item], tuple[int, str]], quick: bool = False) -> None:
        #: Gives the number of hints and the lesson step of an item's exercise.
        self.lesson_step = lesson_step
        #: Whether nobody reads pytest's own words about a failed assert.
        self.quick = quick
        self.current: pytest.Item | None = None

    def context(self, item: pytest.Item) -> judge.Context:
        """Return what the report says of an item beside the facts."""
        hints, step = self.lesson_step(item)
        rule = rule_of(getattr(item, "obj", item.runtest))
        return judge.Context(check_name(item), rule, hints, step, item.config.stash.get(SEED, None))

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Know which check is running, and keep pytest from explaining what an assert compared."""
        self.current = item
        if self.quick:
            # pytest has just put its own function there: it compares long texts letter by letter.
            assertion.util._reprcompare = self._compared
        item.stash[STARTED] = time.perf_counter()
        try:
            return (yield)
        finally:
            self.current = None

    def _compared(self, op: str, left: Any, right: Any) -> str | None:
        self.pytest_assertrepr_compare(op, left, right)
        return None

    def pytest_assertrepr_compare(self, op: str, left: Any, right: Any) -> None:
        """Keep both sides of a comparison that failed."""
        record = self.current.stash.get(RECORD, None) if self.current else None
        if record is not None:
            record.comparison = (op, left, right)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[Any]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Judge the check after its call, or after a phase that failed."""
        report = yield
        result = self._judge(item, call, report)
        if result is not None:
            seconds = time.perf_counter() - item.stash[STARTED]
            item.stash[RESULT] = replace(result.printable(), seconds=round(seconds, 4))
        return report

    def _judge(
        self, item: pytest.Item, call: pytest.CallInfo[Any], report: pytest.TestReport
    ) -> CheckResult | None:
        context, record = self.context(item), item.stash.get(RECORD, None)
        if report.skipped:
            return judge.not_run(context, skip_reason(report))
        if call.excinfo is not None:
            if call.when == "teardown" and RESULT in item.stash and not item.stash[RESULT].passed:
                return None
            statements = statements_of(call.excinfo)
            result = judge.failed(context, record, call.excinfo.value, statements[-1] if statements else "")
            return with_facts(result, record, statements)
        return judge.passed(context, record) if call.when == "call" else None


def with_facts(result: CheckResult, record: Record | None, statements: list[str]) -> CheckResult:
    """Return the result of a failed check with what the evidence for a misconception reads."""
    if record is None:
        return result
    on_one_line = tuple(" ".join(statement.split()) for statement in statements)
    return replace(result, facts=dump_facts(facts_of(record, on_one_line)))


def statements_of(raised: pytest.ExceptionInfo[BaseException]) -> list[str]:
    """Return the statements of the check file that led to an exception, outermost first."""
    found = []
    for entry in raised.traceback:
        if entry.path and str(getattr(entry.path, "name", "")).startswith("test_"):
            try:
                found.append(_statement_of(entry))
            except (IndexError, OSError, TypeError):
                found.append("")
    return found


def _statement_of(entry: Any) -> str:
    """Return the statement that an entry of a traceback is about, as entry.statement does.

    pytest parses the whole file anew for every entry; here that is done once.
    """
    try:
        from _pytest._code.source import getstatementrange_ast

        source, tree = _parsed(str(entry.path))
        _, start, end = getstatementrange_ast(entry.lineno, source, astnode=tree)
        return str(source[start:end])
    except Exception:  # another pytest may have it elsewhere
        return str(entry.statement)


@lru_cache(maxsize=4)
def _parsed(path: str) -> tuple[Any, ast.AST]:
    """Return a file of checks as pytest's Source, and its syntax tree."""
    from _pytest._code.source import Source

    text = Path(path).read_text(encoding="utf-8")
    return Source(text), ast.parse(text)


def skip_reason(report: pytest.TestReport) -> str:
    """Return why a check was skipped."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
