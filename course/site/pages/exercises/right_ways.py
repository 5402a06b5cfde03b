"""The right ways to solve an exercise, and how the learner's text differs from the reference."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course.site.present.diffs import DiffLine, in_one_column, with_docstring_of
from course.site.present.learner_file import LANGUAGES, LearnerFile
from course.text.html import code_html, highlighted_lines
from course.values.exercise import Exercise


@dataclass(frozen=True)
class Way:
    """One right way to solve an exercise."""

    name: str
    #: First sentence of its docstring, or of its comments.
    says: str
    html: str


def right_ways(exercise: Exercise) -> tuple[Way, ...]:
    """Return the right ways beside the reference."""
    return tuple(way(path) for path in exercise.accepted_paths)


def way(path: Path) -> Way:
    """Return a right way as a page shows it."""
    text = path.read_text(encoding="utf-8")
    html = code_html(text, LANGUAGES.get(path.suffix, "text"))
    return Way(path.stem.replace("_", " "), first_words(text, path.suffix), html)


def compared(exercise: Exercise, file: LearnerFile) -> tuple[DiffLine, ...]:
    """Return the learner's text and the reference in one column; nothing when they are equal or missing.

    What each says about itself in its docstring is no difference.
    """
    if file.problem or not exercise.solution_path.is_file():
        return ()
    reference = exercise.solution_path.read_text(encoding="utf-8")
    highlight = partial(highlighted_lines, language=file.language)
    return in_one_column(file.text, with_docstring_of(reference, file.text), highlight)


def first_words(text: str, suffix: str) -> str:
    """Return the first line of a file's docstring, or of its comments."""
    if suffix == ".py":
        doc = ast.get_docstring(ast.parse(text)) or ""
        return doc.splitlines()[0] if doc else ""
    first = text.lstrip().splitlines()[:1]
    return first[0].lstrip("# ") if first and first[0].startswith("#") else ""
