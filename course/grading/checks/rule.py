"""What a check states: its rule, where the rule comes from, and where a learner finds help."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KEY = re.compile(r"^(Row|Source|Hint|Step):\s*(.+)$")


@dataclass(frozen=True)
class Rule:
    """The docstring of a check, read."""

    text: str
    rows: tuple[str, ...] = ()
    source: str = ""
    hint: int = 0
    step: str = ""


def rule_of(function: Callable[..., Any]) -> Rule:
    """Read the docstring of a check; a check without one is named by its function."""
    doc = inspect.getdoc(function) or ""
    if not doc:
        return Rule(function.__name__.removeprefix("test_").replace("_", " "))
    return parse_rule(doc)


def parse_rule(doc: str) -> Rule:
    """Read a docstring: first line the rule, then lines "Row:", "Source:", "Hint:", "Step:"."""
    first, _, rest = doc.partition("\n")
    keys: dict[str, str] = {}
    for line in rest.splitlines():
        match = KEY.match(line.strip())
        if match:
            keys[match[1]] = match[2].strip()
    return Rule(
        text=first.strip(),
        rows=tuple(row.strip() for row in keys.get("Row", "").split(",") if row.strip()),
        source=keys.get("Source", ""),
        hint=int(keys["Hint"]) if keys.get("Hint", "").isdigit() else 0,
        step=keys.get("Step", ""),
    )
