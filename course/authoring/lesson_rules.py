"""The rules that a lesson keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.authoring.links import CourseNames, check_marks
from course.lessons import builder, moments, parser
from course.lessons.parser import Source
from course.lessons.scan import Markdown, Node
from course.text.front_matter import Fault
from course.text.marks import without_code
from course.values.lesson import FOLDED
from course.values.mistakes import ContentError
from course.ways.shelf import shelf

STEPS = range(5, 9)
LEAST_MYTHS = 3
LEAST_PITFALLS = 2
TAKEAWAYS = 5
#: Words and lines of code that a learner reads in a minute, and by how many minutes a lesson may be longer.
WORDS_A_MINUTE = 200
LINES_A_MINUTE = 90
SPARE_MINUTES = 1
_NEGATED = re.compile(
    r"\b(?:NOT|EXCEPT)\b|\b[Ww]hich\b[^.?]*\b(?:is|are|was|were|does|do|did|can|could|would|will|must|should)"
    r"(?:\s+not\b|n't\b)|(?i:\bexcept\s+(?:for|one|which)\b)"
)
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)])\s+\S", re.M)


def check_lesson(source: Source, course: CourseNames) -> tuple[ContentError, ...]:
    """Return every mistake of one lesson that can be seen without comparing it with the other lessons."""
    if not source.file.is_file():
        return source.errors
    lesson, found = builder.build(source)
    if lesson is not None:
        _, misplaced = moments.recorded(source.file.parent, lesson.visualized)
        found = (*found, *parser.errors(source.file, misplaced))
    faults = [*_opener(source), *_steps(source), *_amounts(source), *_takeaways(source), *_prompts(source)]
    faults += [*_minutes(source), *_needs(source, course)]
    faults += [fault for way in shelf() for fault in way.lacks(source)]
    for text, line in _texts(source):
        faults += check_marks(text, line, course)
    return (*found, *parser.errors(source.file, faults), *_unused(source))


def _opener(source: Source) -> Iterator[Fault]:
    names = [item.name for item in source.opener if isinstance(item, Node)]
    for name in ("why", "mental-model"):
        if names.count(name) != 1:
            yield Fault(
                1, f"the opener has {names.count(name)} {name} blocks, not one.", f"Write one /// {name}."
            )
    if not any(isinstance(item, Markdown) for item in source.opener):
        yield Fault(1, "the opener has no paragraph.", "Say what this is, why it matters and where it fits.")


def _steps(source: Source) -> Iterator[Fault]:
    if len(source.steps) not in STEPS:
        line = source.steps[0].line if source.steps else 1
        wanted = f"{STEPS.start} to {STEPS.stop - 1}"
        yield Fault(line, f"the lesson has {len(source.steps)} steps, not {wanted}.", "Split or join steps.")
    for number, step in enumerate(source.steps, start=1):
        results = step.blocks("result")
        if len(results) != 1:
            remedy = "End the step with one sentence that says what was learned."
            yield Fault(
                step.line, f"the step {step.title!r} has {len(results)} result blocks, not one.", remedy
            )
        behind = step.items[step.items.index(results[-1]) + 1 :] if results else ()
        if any(not (isinstance(item, Node) and item.name == "takeaways") for item in behind):
            yield Fault(
                results[-1].line, "something stands behind the result of the step.", "Move the result down."
            )
        if number > 1 and not step.blocks("predict", "quiz"):
            yield Fault(step.line, f"the step {step.title!r} asks nothing.", "Add a predict or a quiz block.")


def _amounts(source: Source) -> Iterator[Fault]:
    line = source.steps[0].line if source.steps else 1
    for name, least in (("myth", LEAST_MYTHS), ("pitfall", LEAST_PITFALLS)):
        number = sum(len(step.blocks(name)) for step in source.steps)
        if number < least:
            yield Fault(line, f"the lesson has {number} {name} blocks.", f"It needs at least {least}.")


def _takeaways(source: Source) -> Iterator[Fault]:
    if not source.steps:
        return
    for step in source.steps[:-1]:
        for node in step.blocks("takeaways"):
            yield Fault(node.line, "takeaways stand before the last step.", "Move them into the last step.")
    found = source.steps[-1].blocks("takeaways")
    if len(found) != 1:
        yield Fault(source.steps[-1].line, f"the last step has {len(found)} takeaways blocks, not one.")
    for node in found:
        points = len(_LIST_ITEM.findall(node.text))
        if points != TAKEAWAYS:
            yield Fault(
                node.line, f"takeaways list {points} points, not {TAKEAWAYS}.", "One line each: - point."
            )


def _minutes(source: Source) -> Iterator[Fault]:
    needed = reading_minutes(source)
    if source.outline and needed > source.outline.minutes + SPARE_MINUTES:
        remedy = f"Say minutes: {needed}, shorten the lesson, or fold what is extra into a depth panel."
        yield Fault(
            source.lines.get("minutes", 1), f"the lesson takes about {needed} minutes to read.", remedy
        )


def reading_minutes(source: Source) -> int:
    """Return the minutes of reading: what is open on the page, one feedback a question, each app once."""
    words = sum(_words_read(item) for item in source.items)
    named = {
        node.options.get(name) for node in _nodes(source.items) for name in ("app", "wrong", "right")
    } - {None}
    files = [source.file.parent / str(name) for name in named]
    lines = sum(bool(line.strip()) for file in files for line in shown(file).splitlines())
    return round(words / WORDS_A_MINUTE + lines / LINES_A_MINUTE)


def shown(file: Path) -> str:
    """Return the code of an app as pages show it, "" when it cannot be read: building it says why."""
    try:
        return builder.shown_source(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, SyntaxError):
        return ""


def _words_read(item: Markdown | Node) -> float:
    if isinstance(item, Markdown):
        return len(item.text.split())
    # A recording is watched on another page.
    if item.name in FOLDED or item.name == "visualize":
        return len(item.argument.split())
    options = item.blocks("option")
    feedback = sum(_words_read(given) for option in options for given in option.blocks("feedback"))
    own = len(item.argument.split()) + sum(
        _words_read(child)
        for child in item.children
        if not (isinstance(child, Node) and child.name in ("option", "feedback"))
    )
    return own + sum(map(_words_read, options)) + feedback / max(len(options), 1)


def _prompts(source: Source) -> Iterator[Fault]:
    for node in _nodes(source.items):
        if node.name in ("predict", "quiz") and _NEGATED.search(without_code(node.argument)):
            remedy = "Ask for what is true: a question with a hidden 'not' tests reading, not knowledge."
            yield Fault(node.line, "this question asks which is not.", remedy)


def _needs(source: Source, course: CourseNames) -> Iterator[Fault]:
    if source.outline is None:
        return
    line = source.lines.get("prerequisites", 1)
    for slug in source.outline.prerequisites:
        if slug not in course.steps:
            yield Fault(line, f"there is no lesson {slug}.", "Correct prerequisites:.")
        elif slug >= source.slug:
            yield Fault(line, f"the lesson {slug} does not come before this one.", "Correct prerequisites:.")
    for slug in source.outline.exercises:
        if slug not in course.exercises:
            remedy = "Make its folder under exercises/, or correct exercises:."
            yield Fault(source.lines.get("exercises", 1), f"there is no exercise {slug}.", remedy)


def _unused(source: Source) -> Iterator[ContentError]:
    used = {
        node.options.get(name) for node in _nodes(source.items) for name in ("app", "wrong", "right", "src")
    }
    for path in sorted(source.file.parent.iterdir()):
        if path.suffix in (".py", ".svg") and path.name not in used:
            yield ContentError(path, 1, "no block of the lesson uses this file.", "Use it or delete it.")


def _nodes(items: list[Any]) -> Iterator[Node]:
    for item in items:
        if isinstance(item, Node):
            yield item
            yield from _nodes(item.children)


def _texts(source: Source) -> Iterator[tuple[str, int]]:
    """Yield every Markdown text of a lesson with the number of its first line."""
    for step in source.steps:
        yield step.title, step.line
    yield from _texts_in(source.items)


def _texts_in(items: list[Any], parent: Node | None = None) -> Iterator[tuple[str, int]]:
    for item in items:
        if isinstance(item, Markdown):
            yield item.text, item.line
        elif isinstance(item, Node):
            # The argument of a predict's option is a value to compare, that of a moment is code.
            value = item.name == "option" and parent is not None and parent.name == "predict"
            if not value and item.name != "moment":
                yield item.argument, item.line
            if "pays" in item.options:
                yield item.options["pays"], item.line_of("pays")
            yield from _texts_in(item.children, item)
