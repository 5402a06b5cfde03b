"""The checks of an exercise in words, before anything was run. Pure."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from course.grading.checks.rule import parse_rule
from course.values.report import CheckResult


@dataclass(frozen=True)
class StatedCheck:
    """What a check demands, as its docstring says."""

    #: Name of the check function.
    name: str
    #: The rule as a success.
    rule: str
    #: Rows of the contract that the check proves.
    rows: tuple[str, ...]


@lru_cache(maxsize=64)
def stated_checks(source: str) -> tuple[StatedCheck, ...]:
    """Return the checks that a file of checks defines, in its order; none for a text that is not Python."""
    try:
        nodes = ast.parse(source).body
    except (SyntaxError, ValueError):
        return ()
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef))
    return tuple(_stated(one) for one in functions if one.name.startswith("test_"))


def _stated(function: ast.FunctionDef) -> StatedCheck:
    rule = parse_rule(ast.get_docstring(function) or "")
    words = function.name.removeprefix("test_").replace("_", " ")
    return StatedCheck(function.name, rule.text or words, rule.rows)


def stated_of(check: CheckResult, stated: Iterable[StatedCheck]) -> StatedCheck | None:
    """Return what a check states, None for one that the file does not define."""
    name = check.name.partition("[")[0].rpartition("::")[2]
    return next((one for one in stated if one.name == name), None)
