"""Every mistake of the whole course's content at once, each with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from course.authoring.evidence_rules import check_evidence
from course.authoring.exercise_rules import check_readme, check_steps, check_wrong_fixes
from course.authoring.lesson_rules import check_lesson
from course.authoring.links import CourseNames
from course.exercises.catalogue import FOLDER_NAME
from course.lessons import parser
from course.lessons.parser import Source
from course.text.front_matter import Fault
from course.values.mistakes import ContentError


def audit(root: Path) -> tuple[ContentError, ...]:
    """Check every lesson and every exercise's README below a folder; apps are run, checks are not.

    Returns the mistakes in order of file and line, with files relative to `root`.
    """
    sources = [_source(folder) for folder in _folders(root / "lessons", parser.LESSON_FOLDER)]
    exercises = _folders(root / "exercises", FOLDER_NAME)
    course = CourseNames(
        {source.slug: frozenset(step.id for step in source.steps) for source in sources},
        frozenset(folder.name for folder in exercises),
    )
    found: list[ContentError] = []
    for source in sources:
        found += check_lesson(source, course)
    found += _across(sources)
    for folder in exercises:
        found += check_readme(folder / "README.md", course)
        for checks in sorted(folder.glob("test_*.py")):
            found += check_steps(checks, course)
        found += check_wrong_fixes(folder)
        found += check_evidence(folder)
    return tuple(
        _relative(error, root) for error in sorted(set(found), key=lambda e: (e.file, e.line, e.message))
    )


def _folders(parent: Path, pattern: re.Pattern[str]) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(
        f for f in parent.iterdir() if f.is_dir() and f.name[:1] not in "._" and pattern.match(f.name)
    )


def _source(folder: Path) -> Source:
    file = folder / "lesson.md"
    if not file.is_file():
        fault = Fault(1, "the file is missing.", "Every lesson's folder holds a lesson.md.")
        return Source(file, folder.name, None, (), (), (fault,), {})
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return Source(file, folder.name, None, (), (), (Fault(1, f"this is no UTF-8: {error}."),), {})
    return parser.read_source(text, file, folder.name)


def _relative(error: ContentError, root: Path) -> ContentError:
    return ContentError(error.file.relative_to(root), error.line, error.message, error.remedy)


def _across(sources: list[Source]) -> Iterator[ContentError]:
    """Yield ids and numbers that two lessons share. Within one lesson the parser reports them."""
    seen: dict[tuple[str, str], Source] = {}
    for source in sources:
        for kind, name, line in _names(source):
            first = seen.setdefault((kind, name), source)
            if first is not source:
                remedy = "Choose another: recorded progress is kept by it."
                yield ContentError(source.file, line, f"the {kind} {name} is taken by {first.slug}.", remedy)


def _names(source: Source) -> Iterator[tuple[str, str, int]]:
    yield "folder number", source.slug[:2], 1
    if source.outline:
        yield "lesson id", source.outline.id, source.lines.get("id", 1)
    for step in source.steps:
        if step.id:
            yield "step id", step.id, step.line
        for node in step.blocks("predict", "quiz", "myth"):
            if node.options.get("id"):
                yield "question id", node.options["id"], node.line_of("id")
