"""What each method may answer: methods against status codes, from course/data/methods.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

from course.text import safe_yaml

Use = Literal["usual", "can", "never"]
#: Stands for every method of the table.
_ANY = "any"


@dataclass(frozen=True)
class Cell:
    """What one code means in answer to one method."""

    method: str
    code: int
    use: Use
    #: One line of the course's own Markdown.
    words: str


@dataclass(frozen=True)
class Row:
    """A code with its cell for each method, None where neither the standard nor custom has a word."""

    code: int
    source: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Methods:
    """The whole table."""

    methods: tuple[str, ...]
    rows: tuple[Row, ...]

    def of(self, method: str) -> tuple[Cell, ...]:
        """Return the cells of one method, in the order of their codes."""
        at = self.methods.index(method)
        return tuple(cell for row in self.rows if (cell := row.cells[at]))


@cache
def load() -> Methods:
    """Return the table. Raises ValueError naming the cell that cannot be read."""
    text = resources.files("course.data").joinpath("methods.yaml").read_text(encoding="utf-8")
    return read(text)


def read(text: str) -> Methods:
    """Return the table of a YAML text. Raises ValueError naming the cell that cannot be read."""
    values = safe_yaml.load(text)
    methods = tuple(values["methods"])
    return Methods(methods, tuple(_row(code, dict(row), methods) for code, row in values["codes"].items()))


def _row(code: int, row: dict[str, list[str]], methods: tuple[str, ...]) -> Row:
    source = row.pop("source", None)
    strange = sorted(set(row) - {*methods, _ANY})
    if not source or strange:
        fault = f"names {', '.join(strange)}" if strange else "has no source"
        raise ValueError(f"methods.yaml: {code} {fault}.")
    cells = (_cell(code, method, row.get(method, row.get(_ANY))) for method in methods)
    return Row(code, str(source), tuple(cells))


def _cell(code: int, method: str, told: list[str] | None) -> Cell | None:
    if told is None:
        return None
    if len(told) != 2 or told[0] not in get_args(Use):
        raise ValueError(f"methods.yaml: {code} {method} is {told}; write [usual, can or never, words].")
    return Cell(method, code, cast(Use, told[0]), told[1])
