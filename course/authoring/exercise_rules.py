"""The rules that the README of an exercise keeps beyond its form, which its reader looks after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from course.authoring.hostile_rules import check_hostile
from course.authoring.links import CourseNames, check_link, check_marks
from course.authoring.term_rules import check_undefined
from course.exercises.readme import CONTRACT, HEADER, Readme, Section, parse_readme, read_readme
from course.exercises.wrong_fixes import wrong_fixes
from course.lessons import parser
from course.text.front_matter import Fault
from course.text.marks import fenced_lines
from course.text.tables import divides_code
from course.values.exercise import ExerciseError
from course.values.mistakes import ContentError, CourseContentError

HINTS = 3
#: In the docstring of a check: the step of a lesson that teaches its rule.
_STEP = re.compile(r"\s+Step: *(\S+)")
_HINT = re.compile(r"#{1,6}\s*Hint\b.*", re.I)
_ROW_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_readme(file: Path, course: CourseNames) -> tuple[ContentError, ...]:
    """Return every mistake of one exercise's README."""
    if not file.is_file():
        return (ContentError(file, 1, "the file is missing.", "Every exercise's folder holds a README.md."),)
    readme = read_readme(file.read_text(encoding="utf-8", errors="replace"), file.parent)
    front = readme.front
    faults = [*readme.faults, *_lesson(readme, course), *_contract(readme), *_hints(readme)]
    faults += [*_hostile(readme), *check_undefined(front.body, front.body_line)]
    return parser.errors(file, [*faults, *check_marks(front.body, front.body_line, course)])


def _hostile(readme: Readme) -> Iterator[Fault]:
    """Yield what is wrong with the hostile values that the rows of a README tick."""
    exercise = readme.exercise
    if exercise is None or not exercise.check_file.is_file():
        return  # said elsewhere
    line = readme.front.lines.get("hostile", 1)
    rows = tuple(row.name for row in exercise.rows)
    checks = exercise.check_file.read_text(encoding="utf-8")
    yield from check_hostile(readme.front.values, line, rows, checks)


def check_steps(checks: Path, course: CourseNames) -> tuple[ContentError, ...]:
    """Return every check whose docstring sends the learner to a step that is not there."""
    lines = checks.read_text(encoding="utf-8").split("\n")
    named = [(line, found[1]) for line, text in enumerate(lines, 1) if (found := _STEP.fullmatch(text))]
    faults = [fault for line, step in named for fault in check_link(f"lesson:{step}", line, course)]
    return parser.errors(checks, faults)


def check_wrong_fixes(folder: Path) -> tuple[ContentError, ...]:
    """Return every wrong fix of an exercise's folder that cannot be read or does not apply."""
    try:
        wrong_fixes(parse_readme((folder / "README.md").read_text(encoding="utf-8"), folder))
    except CourseContentError as mistakes:
        return mistakes.errors
    except (OSError, ExerciseError):
        pass  # check_readme says what is wrong with the README.
    return ()


def _lesson(readme: Readme, course: CourseNames) -> Iterator[Fault]:
    lesson = readme.front.values.get("lesson")
    if isinstance(lesson, str) and lesson.strip():
        yield from check_link(f"lesson:{lesson.strip()}", readme.front.lines["lesson"], course)


def _contract(readme: Readme) -> Iterator[Fault]:
    found = readme.named(CONTRACT)
    if not found:
        yield Fault(readme.front.body_line, "there are 0 headings ## Contract, not one.")
    if not readme.story:
        yield Fault(
            readme.front.body_line, "there is no story before ## Contract.", "Say who needs what, and why."
        )
    for section in found[:1]:
        yield from _table(readme, section)


def _table(readme: Readme, section: Section) -> Iterator[Fault]:
    rows = readme.table
    if len(rows) < 3 or rows[0].cells[0] != "Row":
        line = rows[0].line if rows else section.line + 1
        remedy = f"Its header is {HEADER}; only the second and third word may be others."
        yield Fault(line, "the contract is not a table with rows.", remedy)
        return
    seen: dict[str, int] = {}
    for row in rows[2:]:
        name = row.cells[0]
        if not _ROW_NAME.fullmatch(name):
            yield Fault(row.line, f"{name!r} is not a name of a row.", "Lower-case words joined by hyphens.")
        elif seen.setdefault(name, row.line) != row.line:
            yield Fault(row.line, f"the row {name} is there twice.", "Checks name rows: choose another name.")
        if divides_code(row.text):
            remedy = "Write it as \\|: GitHub and the course both show that as |."
            yield Fault(row.line, "GitHub divides the cell at the | inside this code.", remedy)


def _hints(readme: Readme) -> Iterator[Fault]:
    lines = readme.front.body.split("\n")
    fenced = fenced_lines(lines)
    headings = [
        (readme.front.body_line + index, line.strip())
        for index, line in enumerate(lines)
        if index not in fenced and _HINT.fullmatch(line)
    ]
    wanted = [f"### Hint {number}" for number in range(1, HINTS + 1)]
    titles = [title for _, title in headings]
    if titles != wanted:
        line = headings[0][0] if headings else readme.front.body_line
        yield Fault(line, f"the hints are {titles}, not {wanted}.", "Each once, in this order.")
    for hint in readme.hints:
        if not hint.text.strip():
            yield Fault(hint.line, f"{hint.title} is empty.", "Write the hint below its heading.")
