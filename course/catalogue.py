"""The exercises as values, read from their folders. Nothing is rendered or run here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from course import safe_yaml

HINT_HEADING = re.compile(r"^### Hint (\d+)\s*$", re.MULTILINE)
SECTION_HEADING = re.compile(r"^## (.+?)\s*$", re.MULTILINE)
FOLDER_NAME = re.compile(r"^\d\d_[a-z0-9_]+$")


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

    @property
    def source_path(self) -> Path:
        """Return the learner's file."""
        return self.folder / self.edit

    @property
    def stub_path(self) -> Path:
        """Return the pristine copy of the learner's file."""
        return self.folder / ".meta" / f"stub{Path(self.edit).suffix}"

    @property
    def solution_path(self) -> Path:
        """Return the reference."""
        return self.folder / ".meta" / f"solution{Path(self.edit).suffix}"

    @property
    def accepted_paths(self) -> tuple[Path, ...]:
        """Return the other right ways."""
        return tuple(sorted((self.folder / ".meta" / "accept").glob(f"*{Path(self.edit).suffix}")))

    @property
    def rejected_paths(self) -> tuple[Path, ...]:
        """Return the catalogued wrong fixes."""
        return tuple(sorted((self.folder / ".meta" / "reject").glob(f"*{Path(self.edit).suffix}")))

    @property
    def check_file(self) -> Path:
        """Return the file of the checks."""
        return self.folder / f"test_{self.slug[3:]}.py"


class Catalogue:
    """All exercises below a folder, read again when a README changes."""

    def __init__(self, exercises_dir: Path) -> None:
        self.exercises_dir = exercises_dir
        self._cache: dict[Path, tuple[tuple[int, int], Exercise]] = {}

    def slugs(self) -> tuple[str, ...]:
        """Return the folder names in teaching order."""
        if not self.exercises_dir.is_dir():
            return ()
        return tuple(
            sorted(
                folder.name
                for folder in self.exercises_dir.iterdir()
                if FOLDER_NAME.match(folder.name) and (folder / "README.md").is_file()
            )
        )

    def all(self) -> tuple[Exercise, ...]:
        """Return every exercise in teaching order.

        Raises ExerciseError for a folder that cannot be read.
        """
        return tuple(self._read(slug) for slug in self.slugs())

    def get(self, slug: str) -> Exercise | None:
        """Return the exercise of that exact folder name, or None."""
        if not FOLDER_NAME.match(slug) or not (self.exercises_dir / slug / "README.md").is_file():
            return None
        return self._read(slug)

    def find(self, word: str) -> Exercise | None:
        """Return the exercise a person means: "05", "5", "created", "05_created" or a path to it."""
        last = word.replace("\\", "/").rstrip("/").rpartition("/")[2]
        for slug in self.slugs():
            if last in (slug, slug[:2], slug[:2].lstrip("0"), slug[3:]):
                return self._read(slug)
        return None

    def suggestions(self, word: str) -> list[str]:
        """Return the folder names nearest to a word that names none."""
        last = word.replace("\\", "/").rstrip("/").rpartition("/")[2]
        names = {slug[3:]: slug for slug in self.slugs()} | {slug: slug for slug in self.slugs()}
        return list(dict.fromkeys(names[near] for near in get_close_matches(last, names, n=3, cutoff=0.4)))

    def _read(self, slug: str) -> Exercise:
        readme = self.exercises_dir / slug / "README.md"
        stat = readme.stat()
        key = (stat.st_mtime_ns, stat.st_size)
        cached = self._cache.get(readme)
        if cached is None or cached[0] != key:
            cached = (key, parse_readme(readme.read_text(encoding="utf-8"), readme.parent))
            self._cache[readme] = cached
        return cached[1]


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


def split_front_matter(text: str, where: Path) -> tuple[dict[str, Any], str]:
    """Split a text into its YAML front matter and the rest.

    Raises ExerciseError when there is none or it is no mapping.
    """
    match = re.match(r"---\r?\n(.*?)\r?\n---\r?\n(.*)", text, re.DOTALL)
    if match is None:
        raise ExerciseError(f"{where}:1: no front matter. Begin the file with --- and end it with ---.")
    try:
        front = safe_yaml.load(match[1])
    except yaml.YAMLError as error:
        raise ExerciseError(f"{where}:1: front matter is not YAML: {error}") from None
    if not isinstance(front, dict):
        raise ExerciseError(f"{where}:1: front matter holds no keys.")
    return front, match[2]


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


def around_table(contract: str) -> tuple[str, str]:
    """Return the text above and below the table."""
    lines = contract.splitlines()
    table = [number for number, line in enumerate(lines) if is_table(line)]
    if not table:
        return contract, ""
    return "\n".join(lines[: table[0]]).strip(), "\n".join(lines[table[-1] + 1 :]).strip()


def is_table(line: str) -> bool:
    """Tell whether a line belongs to a table."""
    return line.strip().startswith("|")


def cells_of(line: str) -> list[str]:
    """Split a line of a table into its cells."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
