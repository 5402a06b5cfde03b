"""From the text of one lesson.md to its source. Every mistake on the way is collected, with its line.

Nothing is rendered and no app is run here: `builder` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course.lessons import blocks
from course.lessons.scan import Heading, Item, Markdown, Node, scan
from course.text.fields import (
    FOLDER_NAME,
    Reader,
    a_code,
    a_flag,
    a_folder,
    a_list,
    a_text,
    an_id,
    number,
    one_of,
    read_fields,
)
from course.text.front_matter import Fault, FrontMatter, not_utf8, read_front_matter
from course.text.marks import TERM, plain
from course.values.lesson import LEVELS, RESERVED_STEP_IDS, LessonOutline, Level, StepOutline
from course.values.mistakes import ContentError
from course.values.parts import PARTS

LESSON_FOLDER = FOLDER_NAME
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class StepSource:
    """One step as written."""

    id: str
    title: str
    level: Level
    items: tuple[Markdown | Node, ...]
    line: int

    def blocks(self, *names: str) -> list[Node]:
        """Return the blocks of these names in order; all blocks without a name."""
        return [i for i in self.items if isinstance(i, Node) and (not names or i.name in names)]


@dataclass(frozen=True)
class Source:
    """One lesson.md as written: split and checked, nothing rendered, nothing run."""

    file: Path
    slug: str
    #: None when the front matter cannot be used.
    outline: LessonOutline | None
    opener: tuple[Markdown | Node, ...]
    steps: tuple[StepSource, ...]
    faults: tuple[Fault, ...]
    #: Line of each front matter key.
    lines: Mapping[str, int]

    @property
    def items(self) -> list[Markdown | Node]:
        """Return everything of the opener and the steps in order."""
        return [*self.opener, *(item for step in self.steps for item in step.items)]

    @property
    def errors(self) -> tuple[ContentError, ...]:
        """Return the faults with their file."""
        return errors(self.file, self.faults)


def errors(file: Path, faults: tuple[Fault, ...] | list[Fault]) -> tuple[ContentError, ...]:
    """Return faults of one file as errors, in the order of their lines."""
    ordered = sorted(faults, key=lambda fault: fault.line)
    return tuple(ContentError(file, fault.line, fault.message, fault.remedy) for fault in ordered)


def read_source(text: str, file: Path, slug: str) -> Source:
    """Split a lesson's text into front matter, opener and steps, and check its blocks."""
    front = read_front_matter(text)
    faults = [*not_utf8(text), *front.faults]
    if not LESSON_FOLDER.fullmatch(slug):
        faults.append(Fault(1, f"{slug} is not a name for a lesson's folder.", "Use NN_lower_case_words."))
    items, scan_faults = scan(front.body, front.body_line)
    faults += scan_faults
    for item in items:
        if isinstance(item, Node):
            faults += blocks.check(item)
    opener, steps, step_faults = _sections(items)
    faults += step_faults + _opener_faults(opener) + _repeated_ids(steps)
    outline, front_faults = _outline(front, slug, steps)
    faults += front_faults
    return Source(file, slug, outline, tuple(opener), tuple(steps), tuple(faults), front.lines)


def _sections(items: list[Item]) -> tuple[list[Markdown | Node], list[StepSource], list[Fault]]:
    opener: list[Markdown | Node] = []
    steps: list[tuple[Heading, list[Markdown | Node]]] = []
    faults: list[Fault] = []
    for item in items:
        if isinstance(item, Heading) and item.level == 1:
            faults.append(
                Fault(item.line, "a lesson has no level-1 heading.", "Its title is in the front matter.")
            )
        elif isinstance(item, Heading):
            steps.append((item, []))
        else:
            (steps[-1][1] if steps else opener).append(item)
    sources = [_step(heading, content, faults) for heading, content in steps]
    return opener, sources, faults


def _step(heading: Heading, content: list[Markdown | Node], faults: list[Fault]) -> StepSource:
    words = (heading.attributes or "").split()
    ids = [word[1:] for word in words if word.startswith("#")]
    levels = [word.removeprefix("level=").strip("\"'") for word in words if word.startswith("level=")]
    form = "Write ## Title {#stable-id level=foundation}."
    if not plain(heading.title):
        faults.append(Fault(heading.line, "this step has no title.", form))
    if TERM.search(heading.title):
        faults.append(Fault(heading.line, "a title defines no term.", "Mark it in the step's prose."))
    if len(ids) != 1 or not _ID.fullmatch(ids[0]):
        faults.append(Fault(heading.line, f"the step {heading.title!r} has no id.", form))
    if ids and ids[0] in RESERVED_STEP_IDS:
        remedy = "Choose another: recorded progress is kept by it."
        faults.append(Fault(heading.line, f"{ids[0]} is the address of a page of every lesson.", remedy))
    if len(levels) != 1 or levels[0] not in LEVELS:
        faults.append(
            Fault(heading.line, f"the step {heading.title!r} needs a level: {', '.join(LEVELS)}.", form)
        )
    if len(words) > len(ids) + len(levels):
        faults.append(Fault(heading.line, f"{heading.attributes!r} holds more than #id and level=.", form))
    level = levels[0] if levels and levels[0] in LEVELS else LEVELS[0]
    return StepSource(ids[0] if ids else "", plain(heading.title), level, tuple(content), heading.line)


def _opener_faults(opener: list[Markdown | Node]) -> list[Fault]:
    return [
        Fault(node.line, f"{node.name} stands before the first step.", "Move it below a ## heading.")
        for node in opener
        if isinstance(node, Node) and not blocks.may_open(node.name)
    ]


def _repeated_ids(steps: list[StepSource]) -> list[Fault]:
    faults: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    places = [("step", step.id, step.line) for step in steps]
    for step in steps:
        for node in step.blocks("predict", "quiz", "myth"):
            places.append(("question", str(node.options.get("id", "")), node.line_of("id")))
            faults += _repeated_option_ids(node)
    for kind, name, line in places:
        first = seen.setdefault((kind, name), line)
        if name and first != line:
            faults.append(Fault(line, f"the {kind} id {name} is taken by line {first}.", "Choose another."))
    return faults


def _repeated_option_ids(question: Node) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for option in question.blocks("option"):
        name = option.options.get("id")
        if name in seen:
            faults.append(Fault(option.line_of("id"), f"the option id {name} is taken.", "Choose another."))
        if name:
            seen.add(name)
    return faults


FIELDS: dict[str, Reader] = {
    "id": an_id,
    "title": a_text,
    "summary": a_text,
    "part": number(1, len(PARTS)),
    "minutes": number(6, 25),
    "level": one_of(*LEVELS),
    "objectives": a_list(a_text, "a list of sentences, at least one", 1),
    "codes": a_list(a_code, "a list of codes"),
    "prerequisites": a_list(a_folder, "a list of lesson folders; [] when there are none"),
    "exercises": a_list(a_folder, "a list of exercise folders; [] when there are none"),
    "draft": a_flag,
}
#: A key that a lesson need not have.
OPTIONAL = ("draft",)


def _outline(
    front: FrontMatter, slug: str, steps: list[StepSource]
) -> tuple[LessonOutline | None, list[Fault]]:
    values, faults = _outline_values(front)
    if values is None or not LESSON_FOLDER.fullmatch(slug):
        return None, faults
    outlines = tuple(_step_outline(step) for step in steps if step.id)
    return LessonOutline(slug=slug, steps=outlines, **values), faults


def _outline_values(front: FrontMatter) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Return what the front matter says of an outline, None when something is missing."""
    values, faults = read_fields(front, FIELDS, OPTIONAL)
    if FIELDS.keys() - values.keys() - set(OPTIONAL):
        return None, faults
    values["title"] = plain(values["title"])
    return {key: value for key, value in values.items() if key not in OPTIONAL}, faults


def _step_outline(step: StepSource) -> StepOutline:
    def ids(*names: str) -> tuple[str, ...]:
        return tuple(node.options["id"] for node in step.blocks(*names) if node.options.get("id"))

    return StepOutline(step.id, step.title, step.level, ids("predict", "quiz"), ids("myth"))


_QUESTION = re.compile(r" {0,3}/{3,} *(predict|quiz|myth)\b")
_QUESTION_ID = re.compile(r" {4,}id: *['\"]?([\w-]+)['\"]? *")
_STEP_HEADING = re.compile(r"##(?!#) *(.*?) *\{#([\w-]+) +level=(\w+)\} *")


def quick_outline(text: str, slug: str) -> LessonOutline | None:
    """Return a lesson's outline by looking only at headings and ids; None when a closer look is needed.

    The map of the course needs every lesson's outline at the start. Splitting all blocks for it takes ten
    times as long; what this finds in a lesson without mistakes is the same.
    """
    front = read_front_matter(text)
    steps = None if front.faults else _quick_steps(front.body)
    values, faults = _outline_values(front)
    if steps is None or faults or values is None or not LESSON_FOLDER.fullmatch(slug):
        return None
    return LessonOutline(slug=slug, steps=tuple(steps), **values)


def _quick_steps(body: str) -> list[StepOutline] | None:
    steps: list[StepOutline] = []
    kind = ""
    for line in _outside_fences(body):
        if line.startswith("##") and not line.startswith("###"):
            step = _quick_step(line.rstrip())
            if step is None:
                return None
            steps.append(step)
        elif opening := _QUESTION.match(line):
            kind = opening[1]
        elif kind and steps and (name := _QUESTION_ID.fullmatch(line.rstrip())):
            steps[-1] = _with_id(steps[-1], kind, name[1])
            kind = ""
        elif not line.strip():
            kind = ""
    return steps


def _outside_fences(body: str) -> Iterator[str]:
    fence = ""
    for line in body.split("\n"):
        mark = line.strip()[:3]
        if mark in ("```", "~~~") and (not fence or mark == fence):
            fence = "" if fence else mark
        elif not fence:
            yield line


def _quick_step(line: str) -> StepOutline | None:
    found = _STEP_HEADING.fullmatch(line)
    level = next((one for one in LEVELS if found and one == found[3]), None)
    return StepOutline(found[2], plain(found[1]), level, (), ()) if found and level else None


def _with_id(step: StepOutline, kind: str, name: str) -> StepOutline:
    if kind == "myth":
        return replace(step, myth_ids=(*step.myth_ids, name))
    return replace(step, question_ids=(*step.question_ids, name))
