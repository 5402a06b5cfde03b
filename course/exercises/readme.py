"""The README of an exercise as a value, with every mistake in it. The only reader of that format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from course.text.fields import (
    Reader,
    a_code,
    a_file,
    a_flag,
    a_list,
    a_mapping,
    a_quoted_text,
    a_text,
    number,
    one_of,
    read_fields,
)
from course.text.front_matter import Fault, FrontMatter, not_utf8, read_front_matter
from course.text.marks import fenced_lines
from course.text.tables import cells_of
from course.values.exercise import Exercise, ExerciseError, Row, table_lines
from course.values.lesson import LEVELS

FIELDS: dict[str, Reader] = {
    "title": a_text,
    "lesson": a_quoted_text,
    "codes": a_list(a_code, "a list of codes"),
    "minutes": number(1, 240),
    "level": one_of(*LEVELS),
    "edit": a_file(""),
    "draft": a_flag,
    "hostile": a_mapping,
}
CONTRACT = "Contract"
HEADER = "| Row | Request | Answer |"
_HEADING = re.compile(r"(?P<marks>#{1,6})(?!#)\s*(?P<title>.*?)\s*")
_HINT = re.compile(r"### Hint \d+\s*")


@dataclass(frozen=True)
class Section:
    """A heading of the README and the text below it, up to the next heading of a section."""

    level: int
    title: str
    #: Line of the heading; its text begins on the next one.
    line: int
    text: str

    @property
    def is_hint(self) -> bool:
        """Tell whether it is one of the hints."""
        return self.level == 3


@dataclass(frozen=True)
class TableRow:
    """A line of the contract table as written, and its cells."""

    line: int
    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Readme:
    """A README as read. Faults are what keeps it from being read; rules about its content are elsewhere."""

    #: None when there is a fault.
    exercise: Exercise | None
    faults: tuple[Fault, ...]
    front: FrontMatter
    #: Raw Markdown before the first section.
    story: str
    #: The sections of level 2 before the hints, then the hints.
    sections: tuple[Section, ...]
    #: The contract table: header, separator, rows.
    table: tuple[TableRow, ...]

    def named(self, title: str) -> tuple[Section, ...]:
        """Return the sections of a title that are no hints."""
        return tuple(one for one in self.sections if one.title == title and not one.is_hint)

    @property
    def hints(self) -> tuple[Section, ...]:
        """Return the hints in order."""
        return tuple(one for one in self.sections if one.is_hint)


def parse_readme(text: str, folder: Path) -> Exercise:
    """Return the exercise that a README describes.

    Raises ExerciseError with the first mistake: file, line and remedy.
    """
    readme = read_readme(text, folder)
    if readme.exercise is None:
        fault = readme.faults[0]
        raise ExerciseError(f"{folder / 'README.md'}:{fault.line}: {fault}")
    return readme.exercise


def read_readme(text: str, folder: Path) -> Readme:
    """Read a README and collect what is wrong with its form, in the order of the lines."""
    front = read_front_matter(text)
    fields, field_faults = read_fields(front, FIELDS, optional=("edit", "draft", "hostile"))
    story, sections = _split(front)
    table = _table(sections)
    faults = [
        *not_utf8(text),
        *front.faults,
        *field_faults,
        *_repeated(sections),
        *_table_faults(table),
        *_apart(sections, table),
    ]
    ordered = tuple(sorted(faults, key=lambda fault: fault.line))
    readme = Readme(None, ordered, front, story, sections, table)
    return readme if ordered else Readme(_exercise(readme, fields, folder), (), front, story, sections, table)


def _split(front: FrontMatter) -> tuple[str, tuple[Section, ...]]:
    lines = front.body.split("\n")
    fenced = fenced_lines(lines)
    starts: list[int] = []
    hints = False
    for index, line in enumerate(lines):
        hint = _HINT.fullmatch(line) is not None
        # Behind the first hint, a heading of level 2 is part of a hint.
        if index not in fenced and (hint or (not hints and re.match(r"## \S", line))):
            starts.append(index)
            hints = hints or hint
    bounds = [*starts, len(lines)]
    sections = (_section(lines, start, end, front.body_line) for start, end in pairwise(bounds))
    return "\n".join(lines[: bounds[0]]).strip(), tuple(sections)


def _section(lines: list[str], start: int, end: int, first_line: int) -> Section:
    found = _HEADING.fullmatch(lines[start])
    marks, title = (found["marks"], found["title"]) if found else ("##", lines[start])
    return Section(len(marks), title, first_line + start, "\n".join(lines[start + 1 : end]))


def _repeated(sections: tuple[Section, ...]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for section in sections:
        first = seen.setdefault(section.title, section.line)
        if first != section.line:
            remedy = f"The first is on line {first}: join them, or give one another name."
            yield Fault(section.line, f"the heading {section.title} is there twice.", remedy)


def _table(sections: tuple[Section, ...]) -> tuple[TableRow, ...]:
    """Return the lines of the contract's first table, the only one that is read."""
    contract = next((one for one in sections if one.title == CONTRACT and not one.is_hint), None)
    if contract is None:
        return ()
    lines = contract.text.split("\n")
    return tuple(
        TableRow(contract.line + 1 + index, lines[index], cells_of(lines[index]))
        for index in table_lines(lines)
    )


def _apart(sections: tuple[Section, ...], table: tuple[TableRow, ...]) -> Iterator[Fault]:
    contract = next((one for one in sections if one.title == CONTRACT and not one.is_hint), None)
    lines = contract.text.split("\n") if contract and table else []
    fenced = fenced_lines(lines)
    for index, line in enumerate(lines):
        number = contract.line + 1 + index if contract else 0
        if line.lstrip().startswith("|") and index not in fenced and number > table[-1].line:
            remedy = "Join them: the contract has one table, without a line between its rows."
            yield Fault(number, "this row stands apart from the contract's table.", remedy)
            return


def _table_faults(table: tuple[TableRow, ...]) -> Iterator[Fault]:
    remedy = "Write a | inside a cell as \\|."
    if table and len(table[0].cells) != 3:
        said = f"the contract's table has {_counted(table[0])} in its header, not three."
        yield Fault(table[0].line, said, f"Its header is {HEADER}.")
        return
    for row in table[2:]:
        if len(row.cells) != 3:
            yield Fault(row.line, f"this row has {_counted(row)}, not three: {row.text.strip()}", remedy)


def _counted(row: TableRow) -> str:
    return "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"


def _exercise(readme: Readme, fields: dict[str, Any], folder: Path) -> Exercise:
    lesson, _, step = fields.pop("lesson").partition("#")
    fields.pop("draft", None)
    fields.pop("hostile", None)  # what the checks try; `check` reads it
    contract = readme.named(CONTRACT)
    others = [one for one in readme.sections if one.title != CONTRACT and not one.is_hint]
    rows = [row.cells for row in readme.table]
    return Exercise(
        slug=folder.name,
        lesson=lesson,
        step=step,
        folder=folder,
        story=readme.story,
        contract=contract[0].text.strip() if contract else "",
        rows=tuple(Row(name, request, answer) for name, request, answer in rows[2:]),
        columns=(rows[0][1], rows[0][2]) if rows else ("Request", "Answer"),
        decide="\n\n".join(f"### {one.title}\n\n{one.text.strip()}" for one in others),
        hints=tuple(one.text.strip() for one in readme.hints),
        **{"edit": "app.py", **fields},
    )
