"""The README of an exercise as a value. The only reader of that format."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from course.text.front_matter import split_front_matter
from course.values.exercise import Exercise, ExerciseError, Row, is_table

HINT_HEADING = re.compile(r"^### Hint (\d+)\s*$", re.MULTILINE)
SECTION_HEADING = re.compile(r"^## (.+?)\s*$", re.MULTILINE)


def parse_readme(text: str, folder: Path) -> Exercise:
    """Read one README of an exercise.

    Raises ExerciseError naming the file and what is missing.
    """
    readme = folder / "README.md"
    front, body = split_front_matter(text, readme)
    if not isinstance(front.get("lesson", ""), str):
        raise ExerciseError(f"{readme}: front matter: lesson is read as a number. Put it in quotation marks.")
    try:
        lesson, _, step = str(front["lesson"]).partition("#")
        fields: dict[str, Any] = {
            "title": str(front["title"]),
            "codes": tuple(int(code) for code in front["codes"]),
            "minutes": int(front["minutes"]),
            "level": str(front["level"]),
            "edit": str(front.get("edit", "app.py")),
        }
    except KeyError as missing:
        raise ExerciseError(f"{readme}: front matter lacks {missing}. Add it.") from None
    except (TypeError, ValueError) as error:
        raise ExerciseError(f"{readme}: front matter: {error}.") from None
    task, hints = split_hints(body)
    story, sections = split_sections(task)
    contract = sections.pop("Contract", "")
    decide = "\n\n".join(f"### {name}\n\n{text}" for name, text in sections.items())
    return Exercise(
        slug=folder.name,
        lesson=lesson,
        step=step,
        folder=folder,
        story=story,
        contract=contract,
        rows=table_rows(contract),
        columns=table_columns(contract),
        decide=decide,
        hints=hints,
        **fields,
    )


def split_hints(body: str) -> tuple[str, tuple[str, ...]]:
    """Split the text into the task and the hints in order."""
    pieces = HINT_HEADING.split(body)
    return pieces[0], tuple(text.strip() for text in pieces[2::2])


def split_sections(task: str) -> tuple[str, dict[str, str]]:
    """Split the task into the story and its level-2 sections."""
    pieces = SECTION_HEADING.split(task)
    return pieces[0].strip(), {
        name: text.strip() for name, text in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def table_rows(contract: str) -> tuple[Row, ...]:
    """Read the rows of the contract table; header and separator are skipped."""
    cells = [cells_of(line) for line in contract.splitlines() if is_table(line)]
    return tuple(Row(*row) for row in cells[2:] if len(row) == 3)


def table_columns(contract: str) -> tuple[str, str]:
    """Read the headings of the second and third column."""
    header = next((cells_of(line) for line in contract.splitlines() if is_table(line)), [])
    return (header[1], header[2]) if len(header) == 3 else ("Request", "Answer")


def cells_of(line: str) -> list[str]:
    """Split a line of a table into its cells."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
