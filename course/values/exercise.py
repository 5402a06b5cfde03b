"""What an exercise is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


class ExerciseError(ValueError):
    """Raised when an exercise folder does not follow its contract; the message names file and remedy."""


@dataclass(frozen=True)
class Row:
    """One row of the contract table. Cells are raw Markdown."""

    name: str
    request: str
    answer: str


@dataclass(frozen=True)
class Exercise:
    """One exercise folder."""

    slug: str
    title: str
    #: Folder name of the lesson that teaches it, and the step if the README names one.
    lesson: str
    step: str
    codes: tuple[int, ...]
    minutes: int
    level: str
    folder: Path
    #: Name of the only file a learner edits.
    edit: str
    #: Raw Markdown of the README before "## Contract".
    story: str
    #: Raw Markdown of the contract section, table included.
    contract: str
    rows: tuple[Row, ...]
    #: Headings of the table's second and third column.
    columns: tuple[str, str]
    #: Raw Markdown of "## Yours to decide" and any other section before the hints.
    decide: str
    hints: tuple[str, ...]

    @property
    def number(self) -> int:
        """Return the number in front of the folder name."""
        return int(self.slug[:2])

    @property
    def contract_before(self) -> str:
        """Return what the contract says above its table, raw Markdown."""
        return around_table(self.contract)[0]

    @property
    def contract_after(self) -> str:
        """Return what the contract says below its table, raw Markdown."""
        return around_table(self.contract)[1]

    @cached_property
    def source_path(self) -> Path:
        """Return the learner's file."""
        return self.folder / self.edit

    @cached_property
    def stub_path(self) -> Path:
        """Return the pristine copy of the learner's file."""
        return self.folder / ".meta" / f"stub{Path(self.edit).suffix}"

    @cached_property
    def solution_path(self) -> Path:
        """Return the reference."""
        return self.folder / ".meta" / f"solution{Path(self.edit).suffix}"

    @property
    def accepted_paths(self) -> tuple[Path, ...]:
        """Return the other right ways."""
        return tuple(sorted((self.folder / ".meta" / "accept").glob(f"*{Path(self.edit).suffix}")))

    @cached_property
    def check_file(self) -> Path:
        """Return the file of the checks."""
        return self.folder / f"test_{self.slug[3:]}.py"


def around_table(contract: str) -> tuple[str, str]:
    """Return the text above and below the first table."""
    lines = contract.split("\n")
    table = table_lines(lines)
    if not table:
        return contract, ""
    return "\n".join(lines[: table.start]).strip(), "\n".join(lines[table.stop :]).strip()


def table_lines(lines: list[str]) -> range:
    """Return the indexes of the lines of the first table; a line that does not begin with | ends it."""
    start = next((index for index, line in enumerate(lines) if line.lstrip().startswith("|")), len(lines))
    stop = next((i for i in range(start, len(lines)) if not lines[i].lstrip().startswith("|")), len(lines))
    return range(start, stop)
