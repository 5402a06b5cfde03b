"""Every mistake of the whole course's content at once, each with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import codes
from course.catalogue import FOLDER_NAME, ExerciseError, parse_readme
from course.content import blocks, builder, parser, rfc
from course.content.blocks import Fault, Node, Text
from course.content.marks import TARGET, fenced_lines, marks, without_code
from course.content.parser import Source
from course.model import FOLDED, LEVELS, ContentError

STEPS = range(5, 9)
LEAST_MYTHS = 3
LEAST_PITFALLS = 2
TAKEAWAYS = 5
HINTS = 3
#: Words and lines of code that a learner reads in a minute, and by how many minutes a lesson may be longer.
WORDS_A_MINUTE = 200
LINES_A_MINUTE = 90
SPARE_MINUTES = 1

_NEGATED = re.compile(
    r"\b(?:NOT|EXCEPT)\b|\b[Ww]hich\b[^.?]*\b(?:is|are|was|were|does|do|did|can|could|would|will|must|should)"
    r"(?:\s+not\b|n't\b)|(?i:\bexcept\s+(?:for|one|which)\b)"
)
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)])\s+\S", re.M)
#: In the docstring of a check: the step of a lesson that teaches its rule.
_STEP = re.compile(r"\s+Step: *(\S+)")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+|#[\w-]+")


@dataclass(frozen=True)
class _Course:
    """What links may point at."""

    steps: dict[str, frozenset[str]]
    exercises: frozenset[str]


def audit(root: Path) -> tuple[ContentError, ...]:
    """Check every lesson and every exercise's README below a folder; apps are run, checks are not.

    Returns the mistakes in order of file and line, with files relative to `root`.
    """
    sources = [_source(folder) for folder in _folders(root / "lessons", parser.LESSON_FOLDER)]
    exercises = _folders(root / "exercises", FOLDER_NAME)
    course = _Course(
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


# --- One lesson -------------------------------------------------------------------------------------------


def check_lesson(source: Source, course: _Course) -> tuple[ContentError, ...]:
    """Return every mistake of one lesson that can be seen without comparing it with the other lessons."""
    if not source.file.is_file():
        return source.errors
    _, found = builder.build(source)
    faults = [*_opener(source), *_steps(source), *_amounts(source), *_takeaways(source), *_prompts(source)]
    faults += [*_minutes(source), *_needs(source, course)]
    for text, line in _texts(source):
        faults += _marks(text, line, course)
    return (*found, *parser.errors(source.file, faults), *_unused(source))


def _opener(source: Source) -> Iterator[Fault]:
    names = [item.name for item in source.opener if isinstance(item, Node)]
    for name in ("why", "mental-model"):
        if names.count(name) != 1:
            yield Fault(
                1, f"the opener has {names.count(name)} {name} blocks, not one.", f"Write one /// {name}."
            )
    if not any(isinstance(item, Text) for item in source.opener):
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


def _words_read(item: Text | Node) -> float:
    if isinstance(item, Text):
        return len(item.text.split())
    if item.name in FOLDED:
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


def _needs(source: Source, course: _Course) -> Iterator[Fault]:
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
        if isinstance(item, Text):
            yield item.text, item.line
        elif isinstance(item, Node):
            # The argument of a predict's option is a value to compare, not Markdown.
            if not (item.name == "option" and parent is not None and parent.name == "predict"):
                yield item.argument, item.line
            yield from _texts_in(item.children, item)


# --- Codes, citations and links ---------------------------------------------------------------------------


def _marks(text: str, first_line: int, course: _Course) -> Iterator[Fault]:
    for mark in marks(text, first_line):
        if mark.kind == "code" and int(mark.value) not in codes.NAMES:
            yield Fault(
                mark.line, f"{{{mark.value}}} is not in the IANA registry.", "Write it as code: `499`."
            )
        elif mark.kind == "rfc":
            yield from _citation(mark.value, mark.line)
        elif mark.kind == "link":
            yield from _link(mark.value, mark.line, course)
        elif mark.kind == "html":
            remedy = "The pages allow no inline style or script; use Markdown or a block."
            yield Fault(mark.line, f"this HTML may not stand in a page: {mark.value!r}.", remedy)


def _citation(value: str, line: int) -> Iterator[Fault]:
    number, _, section = value.partition(" ")
    if not rfc.known(number):
        yield Fault(line, f"RFC {number} is not among those the course cites.", "Correct the number.")
    elif section and not rfc.exists(number, section):
        yield Fault(
            line, f"RFC {number} has no section {section}.", "Look the section up in the RFC's own text."
        )


def _link(target: str, line: int, course: _Course) -> Iterator[Fault]:
    match = TARGET.fullmatch(target)
    if match is None:
        if not _ADDRESS.fullmatch(target):
            remedy = (
                "Inside the course write lesson:, exercise: or code:; outside, the whole https:// address."
            )
            yield Fault(line, f"this link leads nowhere: {target}.", remedy)
        return
    kind, name, step = match.groups()
    remedy = "Correct the link."
    if kind == "lesson" and name not in course.steps:
        yield Fault(line, f"there is no lesson {name}.", remedy)
    elif kind == "lesson" and step is not None and step not in course.steps[name]:
        yield Fault(line, f"the lesson {name} has no step {step}.", remedy)
    elif kind == "exercise" and name not in course.exercises:
        yield Fault(line, f"there is no exercise {name}.", remedy)
    elif kind == "code" and not (name.isdigit() and int(name) in codes.NAMES):
        yield Fault(line, f"there is no code {name}.", remedy)


# --- Between lessons --------------------------------------------------------------------------------------


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


# --- Exercises --------------------------------------------------------------------------------------------

_README: dict[str, blocks.Reader] = {
    "title": blocks.a_text,
    "lesson": blocks.a_text,
    "codes": parser.FRONT_MATTER["codes"],
    "minutes": parser.number(1, 240),
    "level": blocks.one_of(*LEVELS),
    "edit": blocks.a_file(""),
}


def check_readme(file: Path, course: _Course) -> tuple[ContentError, ...]:
    """Return every mistake of one exercise's README."""
    if not file.is_file():
        return (ContentError(file, 1, "the file is missing.", "Every exercise's folder holds a README.md."),)
    text = file.read_text(encoding="utf-8")
    front, lines, faults, body, body_line = parser.split_front_matter(text)
    if front:
        values, front_faults = parser.read_values(front, lines, _README, optional="edit")
        faults += front_faults
        faults += (
            _link(f"lesson:{values.get('lesson', '')}", lines.get("lesson", 1), course) if values else ()
        )
    faults += _contract(body, body_line)
    faults += _hints(body, body_line)
    faults += _marks(body, body_line, course)
    if not faults:
        try:
            parse_readme(text, file.parent)
        except ExerciseError as error:
            faults.append(Fault(1, str(error)))
    return parser.errors(file, faults)


def check_steps(checks: Path, course: _Course) -> tuple[ContentError, ...]:
    """Return every check whose docstring sends the learner to a step that is not there."""
    lines = checks.read_text(encoding="utf-8").split("\n")
    named = [(line, found[1]) for line, text in enumerate(lines, 1) if (found := _STEP.fullmatch(text))]
    faults = [fault for line, step in named for fault in _link(f"lesson:{step}", line, course)]
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
