"""Every row of a contract is tried with the hostile values that it takes or refuses, or says why not.

In the front matter of an exercise's README:

    hostile:
      create: [texts, numbers]
      replace: [own texts.blank]
      list: none because it takes no input

`own` stands before a kind that the checks try by a fixed list of theirs instead of the pool's values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from course.grading.checks.pool import FAMILIES
from course.text.front_matter import Fault

NONE = re.compile(r"none because \S.*")
#: Before a kind whose values stand in the checks themselves, where no call can be looked for.
OWN = "own "
#: Whether an exercise must tick its rows.
REQUIRED = True


def a_tick_list(value: Any) -> dict[str, tuple[str, ...]]:
    """Read the key hostile: kinds of the pool for each row, none where the row strikes them.

    Raises ValueError naming the row and what it may hold.
    """
    if not isinstance(value, dict):
        raise ValueError("one line for each row of the contract, `row: [texts, numbers]`")
    return {str(row): _kinds(str(row), ticked) for row, ticked in value.items()}


def check_hostile(
    front: Mapping[str, Any], line: int, rows: tuple[str, ...], checks: str, required: bool = REQUIRED
) -> Iterator[Fault]:
    """Yield what is wrong with the ticks of an exercise's rows; `checks` is the source of its checks."""
    if "hostile" not in front:
        if required:
            yield Fault(
                line, "the front matter lacks hostile.", "Tick what each row of the contract is tried with."
            )
        return
    try:
        ticked = a_tick_list(front["hostile"])
    except ValueError as error:
        yield Fault(line, f"hostile: {error}.")
        return
    for row in rows:
        if row not in ticked:
            remedy = f"Write `{row}: [texts]` with the kinds that apply, or `{row}: none because ...`."
            yield Fault(line, f"hostile says nothing of the row {row}.", remedy)
    for row in ticked.keys() - set(rows):
        yield Fault(line, f"hostile names {row}, which is not a row of the contract.")
    for kind in sorted({kind.partition(".")[0] for kinds in ticked.values() for kind in kinds}):
        if not kind.startswith(OWN) and not re.search(rf"\b(?:client|api)\.{kind}\(", checks):
            remedy = (
                f"Loop over client.{kind}(), or write `{OWN}{kind}` where a list in the checks holds them."
            )
            yield Fault(line, f"hostile ticks {kind}, and no check asks for them.", remedy)


def _kinds(row: str, ticked: Any) -> tuple[str, ...]:
    if isinstance(ticked, str) and NONE.fullmatch(ticked):
        return ()
    if not isinstance(ticked, list) or not ticked:
        raise ValueError(f"for {row} a list of kinds, or `none because` and a reason")
    for kind in map(str, ticked):
        name, _, family = kind.removeprefix(OWN).partition(".")
        if name not in FAMILIES or (family and family not in FAMILIES[name]):
            raise ValueError(f"for {row} kinds of the pool ({', '.join(FAMILIES)}), not {kind}")
    return tuple(map(str, ticked))
