"""The rules that the README of an exercise keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course.authoring.hostile_rules import a_tick_list, check_hostile
from course.authoring.links import CourseNames, check_link, check_marks
from course.exercises.readme import parse_readme
from course.lessons import options, parser
from course.text.front_matter import Fault
from course.text.marks import fenced_lines, without_code
from course.values.exercise import ExerciseError
from course.values.lesson import LEVELS
from course.values.mistakes import ContentError

HINTS = 3
#: In the docstring of a check: the step of a lesson that teaches its rule.
_STEP = re.compile(r"\s+Step: *(\S+)")
_README: dict[str, options.Reader] = {
    "title": options.a_text,
    "lesson": options.a_text,
    "codes": parser.FRONT_MATTER["codes"],
    "minutes": parser.number(1, 240),
    "level": options.one_of(*LEVELS),
    "edit": options.a_file(""),
    "hostile": a_tick_list,
}


def check_readme(file: Path, course: CourseNames) -> tuple[ContentError, ...]:
    """Return every mistake of one exercise's README."""
    if not file.is_file():
        return (ContentError(file, 1, "the file is missing.", "Every exercise's folder holds a README.md."),)
    text = file.read_text(encoding="utf-8")
    front, lines, faults, body, body_line = parser.split_front_matter(text)
    if front:
        values, front_faults = parser.read_values(front, lines, _README, optional="edit hostile")
        faults += front_faults or _hostile(file, values, lines)
        faults += (
            check_link(f"lesson:{values.get('lesson', '')}", lines.get("lesson", 1), course) if values else ()
        )
    faults += _contract(body, body_line)
    faults += _hints(body, body_line)
    faults += check_marks(body, body_line, course)
    if not faults:
        try:
            parse_readme(text, file.parent)
        except ExerciseError as error:
            faults.append(Fault(1, str(error)))
    return parser.errors(file, faults)


def _hostile(file: Path, values: dict[str, Any], lines: Mapping[str, int]) -> Iterator[Fault]:
    """Yield what is wrong with the hostile values that the rows of a README tick."""
    try:
        exercise = parse_readme(file.read_text(encoding="utf-8"), file.parent)
        checks = exercise.check_file.read_text(encoding="utf-8")
    except (ExerciseError, OSError):
        return  # said elsewhere
    rows = tuple(row.name for row in exercise.rows)
    yield from check_hostile(exercise.slug, values, lines.get("hostile", 1), rows, checks)


def check_steps(checks: Path, course: CourseNames) -> tuple[ContentError, ...]:
    """Return every check whose docstring sends the learner to a step that is not there."""
    lines = checks.read_text(encoding="utf-8").split("\n")
    named = [(line, found[1]) for line, text in enumerate(lines, 1) if (found := _STEP.fullmatch(text))]
    faults = [fault for line, step in named for fault in check_link(f"lesson:{step}", line, course)]
    return parser.errors(checks, faults)


def _headings(body: str, first_line: int) -> list[tuple[str, int, str]]:
    """Return each level-2 or level-3 heading with its marks, its line, and the text up to the next one."""
    lines = body.split("\n")
    fenced = fenced_lines(lines)
    starts = [i for i, line in enumerate(lines) if i not in fenced and re.match(r"#{1,3}(?!#)", line)]
    ends = [*starts[1:], len(lines)]
    return [
        (lines[start].strip(), first_line + start, "\n".join(lines[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    ]


def _contract(body: str, first_line: int) -> Iterator[Fault]:
    found = [(line, text) for title, line, text in _headings(body, first_line) if title == "## Contract"]
    if len(found) != 1:
        yield Fault(first_line, f"there are {len(found)} headings ## Contract, not one.")
    if not body.split("\n## ", 1)[0].strip():
        yield Fault(first_line, "there is no story before ## Contract.", "Say who needs what, and why.")
    for line, text in found:
        yield from _table(text, line + 1)


def _table(text: str, first_line: int) -> Iterator[Fault]:
    # Code is blanked out so that a | inside it does not count as the edge of a cell.
    visible = without_code(text).split("\n")
    rows = [
        (first_line + number, line, _cells(visible[number]))
        for number, line in enumerate(text.split("\n"))
        if line.strip().startswith("|")
    ]
    if len(rows) < 3 or len(rows[0][2]) != 3 or rows[0][2][0].strip() != "Row":
        line = rows[0][0] if rows else first_line
        remedy = "Its header is | Row | Request | Answer |; only the second and third word may be others."
        yield Fault(line, "the contract is no table with rows.", remedy)
        return
    seen: dict[str, int] = {}
    for line, raw, cells in rows[2:]:
        name = _cells(raw)[0].strip()
        if len(cells) != 3:
            yield Fault(
                line, f"this row has {len(cells)} cells, not three.", "Write a | inside a cell as \\|."
            )
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
            yield Fault(line, f"{name!r} is no name of a row.", "Lower-case words joined by hyphens.")
        elif seen.setdefault(name, line) != line:
            yield Fault(line, f"the row {name} is there twice.", "Checks name rows: choose another name.")


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return re.split(r"(?<!\\)\|", inner)


def _hints(body: str, first_line: int) -> Iterator[Fault]:
    hints = [h for h in _headings(body, first_line) if re.match(r"#{1,6}\s*Hint\b", h[0], re.I)]
    wanted = [f"### Hint {number}" for number in range(1, HINTS + 1)]
    if [title for title, _, _ in hints] != wanted:
        line = hints[0][1] if hints else first_line
        yield Fault(
            line, f"the hints are {[h[0] for h in hints]}, not {wanted}.", "Each once, in this order."
        )
    for title, line, text in hints:
        if not text.strip():
            yield Fault(line, f"{title.lstrip('# ')} is empty.", "Write the hint below its heading.")
