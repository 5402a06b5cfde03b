"""Every mistake of the whole course's content at once, each with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.authoring.evidence_rules import check_evidence
from course.authoring.exercise_rules import check_readme, check_steps, check_wrong_fixes
from course.authoring.headline_rules import check_headlines
from course.authoring.language_rules import check_words
from course.authoring.lesson_rules import check_lesson
from course.authoring.links import CourseNames
from course.authoring.right_apps import check_right_apps
from course.authoring.term_rules import check_terms, term_anchors
from course.exercises.catalogue import FOLDER_NAME, Catalogue
from course.grading.signed import stale
from course.lessons import parser
from course.lessons.parser import Source
from course.places import DOOR, exercises_dir, lessons_dir
from course.text.drafts import Drafts
from course.text.front_matter import Fault
from course.values.exercise import ExerciseError
from course.values.mistakes import ContentError

#: What stands around the words of a TODO: blanks, quotation marks, the end of a sentence.
_AROUND = " .?\"'"


@dataclass(frozen=True)
class Audit:
    """What was found, in order of file and line, with files relative to the course's folder."""

    mistakes: tuple[ContentError, ...]
    #: What drafts still lack.
    notes: tuple[ContentError, ...]


def audit(root: Path) -> tuple[ContentError, ...]:
    """Return the mistakes of everything that learners see below a folder."""
    return examine(root).mistakes


def examine(root: Path) -> Audit:
    """Check every lesson and every exercise's README below a folder; apps are run, checks are not."""
    sources = [_source(folder) for folder in _folders(lessons_dir(root), parser.LESSON_FOLDER)]
    exercises = _folders(exercises_dir(root), FOLDER_NAME)
    texts = [*(source.file for source in sources), *(folder / "README.md" for folder in exercises)]
    known = Drafts()
    drafts = {file.parent for file in texts if file in known}
    seen, everything = _names_of(sources, exercises, drafts), _names_of(sources, exercises, set())
    found: list[ContentError] = []
    for source in sources:
        mistakes = check_lesson(source, everything if source.file.parent in drafts else seen)
        # An app that does not start would fail every rule of a right one.
        found += mistakes or check_right_apps(source)
    # A draft comes last here, so that it is the one that must choose another name.
    ordered_sources = sorted(sources, key=lambda source: (source.file.parent in drafts, source.slug))
    found += [*_across(ordered_sources), *check_terms(ordered_sources)]
    for folder in exercises:
        found += _check_exercise(folder, everything if folder in drafts else seen)
    for file in texts:
        found += [*unwritten(file), *check_words(file)]
    found += _unsigned(root)
    ordered = sorted(set(found), key=lambda error: (error.file, error.line, error.message))
    return Audit(
        tuple(_relative(error, root) for error in ordered if not drafts & set(error.file.parents)),
        tuple(_relative(error, root) for error in ordered if drafts & set(error.file.parents)),
    )


def _unsigned(root: Path) -> Iterator[ContentError]:
    """Yield the exercises whose checks are not those of the course's list."""
    try:
        slugs = stale(Catalogue(exercises_dir(root)).all())
    except ExerciseError:
        return  # said already, with its line
    for slug in slugs:
        file = exercises_dir(root) / slug / f"test_{slug[3:]}.py"
        remedy = f"Its author lists them with {DOOR} sign; anybody else brings them back with git checkout."
        yield ContentError(file, 1, "the checks are not those that course/data/checks.json lists.", remedy)


def _names_of(sources: list[Source], exercises: list[Path], hidden: set[Path]) -> CourseNames:
    return CourseNames(
        {s.slug: frozenset(step.id for step in s.steps) for s in sources if s.file.parent not in hidden},
        frozenset(folder.name for folder in exercises if folder not in hidden),
        term_anchors(source for source in sources if source.file.parent not in hidden),
    )


def _check_exercise(folder: Path, course: CourseNames) -> Iterator[ContentError]:
    yield from check_readme(folder / "README.md", course)
    for checks in sorted(folder.glob("test_*.py")):
        yield from check_steps(checks, course)
        yield from unwritten(checks)
    yield from check_wrong_fixes(folder)
    yield from check_words(folder / ".meta" / "wrong.md")
    yield from check_evidence(folder)
    yield from check_headlines(folder)


def unwritten(file: Path) -> Iterator[ContentError]:
    """Yield the lines that an author has still to write: a new folder marks them with TODO."""
    if not file.is_file():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").split("\n"), start=1):
        _, mark, rest = line.partition("TODO:")
        if mark:
            words = rest.partition("{#")[0].strip(_AROUND)
            yield ContentError(file, number, f"still to be written: {words}.")


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
    text = file.read_text(encoding="utf-8", errors="replace")
    return parser.read_source(text, file, folder.name)


def _relative(error: ContentError, root: Path) -> ContentError:
    file = error.file.relative_to(root) if error.file.is_relative_to(root) else error.file
    return ContentError(file, error.line, error.message, error.remedy)


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
