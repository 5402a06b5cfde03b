"""From the text of one lesson.md to a Lesson. Every mistake on the way is collected, with its line."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from course import codes
from course.content import apps, blocks, figures
from course.content.blocks import Fault, Heading, Node, Text
from course.content.markup import DEFAULT_LINKS, Links, Markup, highlight, plain
from course.model import (
    LEVELS,
    PARTS,
    Aside,
    Block,
    ContentError,
    Figure,
    Lesson,
    LessonOutline,
    Level,
    Myth,
    Option,
    Panel,
    Pitfall,
    Prose,
    Question,
    Shown,
    Step,
    StepOutline,
)
from course.wire import Exchange, Request

LESSON_FOLDER = re.compile(r"\d\d_[a-z0-9_]+")
EXERCISE_FOLDER = LESSON_FOLDER
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


# --- What was written -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepSource:
    """One step as written."""

    id: str
    title: str
    level: Level
    items: tuple[Text | Node, ...]
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
    opener: tuple[Text | Node, ...]
    steps: tuple[StepSource, ...]
    faults: tuple[Fault, ...]
    #: Line of each front matter key.
    lines: Mapping[str, int]

    @property
    def items(self) -> list[Text | Node]:
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
    front, lines, faults, body, body_line = split_front_matter(text)
    if not LESSON_FOLDER.fullmatch(slug):
        faults.append(Fault(1, f"{slug} is no name for a lesson's folder.", "Use NN_lower_case_words."))
    items, scan_faults = blocks.scan(body, body_line)
    faults += scan_faults
    for item in items:
        if isinstance(item, Node):
            faults += blocks.check(item)
    opener, steps, step_faults = _sections(items)
    faults += step_faults + _opener_faults(opener) + _repeated_ids(steps)
    outline, front_faults = _outline(front, lines, slug, steps)
    # Without readable front matter every key would be missing, and that has been said already.
    faults += front_faults if front else []
    return Source(file, slug, outline, tuple(opener), tuple(steps), tuple(faults), lines)


def split_front_matter(text: str) -> tuple[dict[str, Any], dict[str, int], list[Fault], str, int]:
    """Return values, line of each key, faults, the text behind the front matter and its first line."""
    found = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", text, re.S | re.M)
    if not found:
        fault = Fault(1, "the front matter is missing.", "Begin with ---, one `key: value` a line, then ---.")
        return {}, {}, [fault], text, 1
    values, lines, faults = blocks.read_yaml(found[1], 2)
    return values, lines, faults, text[found.end() :], text.count("\n", 0, found.end()) + 1


def _sections(items: list[blocks.Item]) -> tuple[list[Text | Node], list[StepSource], list[Fault]]:
    opener: list[Text | Node] = []
    steps: list[tuple[Heading, list[Text | Node]]] = []
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


def _step(heading: Heading, content: list[Text | Node], faults: list[Fault]) -> StepSource:
    words = (heading.attributes or "").split()
    ids = [word[1:] for word in words if word.startswith("#")]
    levels = [word.removeprefix("level=").strip("\"'") for word in words if word.startswith("level=")]
    form = "Write ## Title {#stable-id level=foundation}."
    if not plain(heading.title):
        faults.append(Fault(heading.line, "this step has no title.", form))
    if len(ids) != 1 or not _ID.fullmatch(ids[0]):
        faults.append(Fault(heading.line, f"the step {heading.title!r} has no id.", form))
    if len(levels) != 1 or levels[0] not in LEVELS:
        faults.append(
            Fault(heading.line, f"the step {heading.title!r} needs a level: {', '.join(LEVELS)}.", form)
        )
    if len(words) > len(ids) + len(levels):
        faults.append(Fault(heading.line, f"{heading.attributes!r} holds more than #id and level=.", form))
    level = levels[0] if levels and levels[0] in LEVELS else LEVELS[0]
    return StepSource(ids[0] if ids else "", plain(heading.title), level, tuple(content), heading.line)


def _opener_faults(opener: list[Text | Node]) -> list[Fault]:
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


# --- Front matter -----------------------------------------------------------------------------------------


def a_list(read: blocks.Reader, what: str, least: int = 0) -> blocks.Reader:
    """Return a reader of a list with at least so many entries; `what` says what was expected."""

    def read_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) < least:
            raise ValueError(what)
        return tuple(read(item) for item in value)

    return read_list


def number(low: int, high: int) -> blocks.Reader:
    """Return a reader of a whole number in a range."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"a number from {low} to {high}")
        return value

    return read


def _a_code(value: Any) -> int:
    if isinstance(value, bool) or value not in codes.NAMES:
        raise ValueError(f"codes of the IANA registry; {value!r} is none")
    return int(value)


def _a_folder(value: Any) -> str:
    if not isinstance(value, str) or not LESSON_FOLDER.fullmatch(value):
        raise ValueError(f"names of folders (NN_words); {value!r} is none")
    return value


FRONT_MATTER: dict[str, blocks.Reader] = {
    "id": blocks.an_id,
    "title": blocks.a_text,
    "summary": blocks.a_text,
    "part": number(1, len(PARTS)),
    "minutes": number(6, 12),
    "level": blocks.one_of(*LEVELS),
    "objectives": a_list(blocks.a_text, "a list of sentences, at least one", 1),
    "codes": a_list(_a_code, "a list of codes"),
    "prerequisites": a_list(_a_folder, "a list of lesson folders; [] when there are none"),
    "exercises": a_list(_a_folder, "a list of exercise folders; [] when there are none"),
}


def read_values(
    front: dict[str, Any], lines: Mapping[str, int], readers: Mapping[str, blocks.Reader], optional: str = ""
) -> tuple[dict[str, Any], list[Fault]]:
    """Check front matter against its readers; return the good values and what is wrong with the others.

    `optional` names the keys that may be missing, separated by blanks.
    """
    values: dict[str, Any] = {}
    faults = [
        Fault(lines.get(key, 1), f"the front matter has no key {key}.", f"It takes: {', '.join(readers)}.")
        for key in front
        if key not in readers
    ]
    for key, read in readers.items():
        if key not in front:
            if key not in optional.split():
                faults.append(Fault(1, f"the front matter lacks {key}.", f"Add {key}: to it."))
            continue
        try:
            values[key] = read(front[key])
        except ValueError as error:
            faults.append(Fault(lines.get(key, 1), f"{key} in the front matter must be: {error}."))
    return values, faults


def _outline(
    front: dict[str, Any], lines: Mapping[str, int], slug: str, steps: list[StepSource]
) -> tuple[LessonOutline | None, list[Fault]]:
    values, faults = read_values(front, lines, FRONT_MATTER)
    if len(values) < len(FRONT_MATTER) or not LESSON_FOLDER.fullmatch(slug):
        return None, faults
    values["title"] = plain(values["title"])
    outlines = tuple(_step_outline(step) for step in steps if step.id)
    return LessonOutline(slug=slug, steps=outlines, **values), faults


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
    front, lines, faults, body, _ = split_front_matter(text)
    steps = None if faults else _quick_steps(body)
    values, faults = read_values(front, lines, FRONT_MATTER)
    if steps is None or faults or len(values) < len(FRONT_MATTER) or not LESSON_FOLDER.fullmatch(slug):
        return None
    values["title"] = plain(values["title"])
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


# --- From source to lesson --------------------------------------------------------------------------------


def read_lesson(
    text: str, file: Path, slug: str, links: Links = DEFAULT_LINKS
) -> tuple[Lesson | None, tuple[ContentError, ...]]:
    """Return the lesson in a text, or None and every mistake found. Runs the apps beside the file."""
    return build(read_source(text, file, slug), links)


def build(source: Source, links: Links = DEFAULT_LINKS) -> tuple[Lesson | None, tuple[ContentError, ...]]:
    """Render a lesson and run its apps. A lesson is returned only when nothing at all is wrong with it."""
    builder = _Builder(source.file.parent, Markup(links))
    opener = builder.blocks(source.opener)
    steps = tuple(
        Step(step.id, step.title, step.level, builder.blocks(step.items), step.line) for step in source.steps
    )
    found = errors(source.file, [*source.faults, *builder.faults])
    if found or source.outline is None:
        return None, found
    return Lesson(source.outline, opener, steps), ()


class _Unbuildable(Exception):
    """Raised inside a block that already has its fault, to go on with the next block."""


@dataclass
class _Builder:
    folder: Path
    markup: Markup
    faults: list[Fault] = field(default_factory=list)

    def blocks(self, items: tuple[Text | Node, ...]) -> tuple[Block, ...]:
        built: list[Block] = []
        for item in items:
            if isinstance(item, Text):
                built.append(Prose(self.markup.render(item.text)))
                continue
            if not item.sound:
                continue
            make = self.make_aside if item.name in blocks.PROSE else getattr(self, f"make_{item.name}")
            with contextlib.suppress(_Unbuildable):
                built.append(make(item))
        return tuple(built)

    def fault(self, line: int, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(line, message, remedy))

    # Prose

    def make_aside(self, node: Node) -> Aside:
        return Aside(node.name, plain(node.argument), self.markup.render(node.text))

    def make_figure(self, node: Node) -> Figure:
        name, alt, line = node.options["src"], node.options["alt"], node.line_of("src")
        path = self.folder / name
        if not path.is_file():
            self.fault(line, f"there is no file {name}.", "Put the drawing into the lesson's folder.")
            raise _Unbuildable
        source = path.read_text(encoding="utf-8")
        found = figures.problems(source)
        for problem in found:
            self.fault(line, f"{name}: {problem}.")
        if found:
            raise _Unbuildable
        return Figure(figures.inline_svg(source, path.stem), self.markup.inline(node.argument), alt)

    # Panels

    def panel(self, node: Node, option: str = "app", crash: bool | None = None) -> Panel:
        name, sent = node.options[option], node.options["send"]
        mode = node.options.get("mode", "production")
        code = self.code(node, option)
        exchanges = self.exchanges(node, option, sent, mode)
        self.check_crash(node, name, exchanges, node.options.get("crash", False) if crash is None else crash)
        return Panel(name, code, exchanges, mode)

    def exchanges(
        self, node: Node, option: str, sent: tuple[Request, ...], mode: apps.Mode
    ) -> tuple[Exchange, ...]:
        path, server = self.folder / node.options[option], node.options.get("server")
        try:
            if server:
                return apps.run_served(path, sent, mode, server)
            return apps.run(path, sent, mode)
        except apps.AppFault as fault:
            self.fault(
                node.line_of(option), f"{fault}.", f"Try: flask --app {path.stem} run, in that folder."
            )
            raise _Unbuildable from None

    def check_crash(self, node: Node, name: str, exchanges: tuple[Exchange, ...], announced: bool) -> None:
        crashed = [exchange for exchange in exchanges if exchange.crashed or exchange.raised]
        if crashed and not announced:
            request = crashed[0].request
            detail = f" ({crashed[0].raised})" if crashed[0].raised else ""
            remedy = "Repair the app, or say crash: true if the crash is the point."
            self.fault(
                node.line_of("send"), f"{request.method} {request.path} crashes {name}{detail}.", remedy
            )
        elif announced and not crashed:
            remedy = "Remove crash: true, or send the request that crashes it."
            self.fault(node.line_of("crash"), f"crash: true, but no request crashes {name}.", remedy)

    def code(self, node: Node, option: str) -> str:
        path = self.folder / node.options[option]
        try:
            source = path.read_text(encoding="utf-8")
            shown = shown_source(source, node.options.get("show", ()))
        except (OSError, UnicodeDecodeError, SyntaxError):
            # Loading the app reports it, with a better message.
            return ""
        except KeyError as missing:
            self.fault(
                node.line_of("show"),
                f"{path.name} has no function or class {missing.args[0]}.",
                "Correct the name in show:.",
            )
            raise _Unbuildable from None
        wanted = node.options.get("highlight")
        marked = [n for n, line in enumerate(shown.split("\n"), 1) if wanted and wanted in line]
        if wanted and not marked and option != "right":
            self.fault(node.line_of("highlight"), f"no shown line of {path.name} contains {wanted!r}.")
        return highlight(shown, marked)

    def make_exchange(self, node: Node) -> Shown:
        return Shown(self.markup.inline(node.argument), self.panel(node), self.markup.render(node.text))

    def make_pitfall(self, node: Node) -> Pitfall:
        # crash: true says that the wrong app crashes; the right one never may.
        wrong = self.panel(node, "wrong")
        right = self.panel(node, "right", crash=False)
        return Pitfall(self.markup.inline(node.argument), wrong, right, self.markup.render(node.text))

    def make_myth(self, node: Node) -> Myth:
        panel = self.panel(node) if "app" in node.options else None
        reality = self.markup.render(node.blocks("reality")[0].text)
        return Myth(node.options["id"], self.markup.inline(node.argument), reality, panel)

    # Questions

    def make_quiz(self, node: Node) -> Question:
        options = tuple(
            self.option(option, option.options["id"], "", bool(option.options.get("right")))
            for option in node.blocks("option")
        )
        self.check_options(node, [option.text_html for option in options])
        if not any(option.right for option in options):
            self.fault(node.line, "no option of this quiz is right.", "Add right: true to the right one.")
        return self.question(node, "quiz", options)

    def make_predict(self, node: Node) -> Question:
        ask = node.options.get("ask", "status")
        panel = self.panel(node)
        key = answer(ask, panel.last)
        before = len(self.faults)
        values = [self.value(option, ask) for option in node.blocks("option")]
        if len(self.faults) > before:
            raise _Unbuildable
        self.check_options(node, [comparable(ask, value) for value in values])
        options = tuple(
            self.option(option, value_id(value), value, comparable(ask, value) == comparable(ask, key))
            for option, value in zip(node.blocks("option"), values, strict=True)
        )
        if not any(option.right for option in options):
            shown = key if len(key) <= 200 else f"{key[:200]}…"
            remedy = "Add it as an option, or repair the app or the request."
            self.fault(node.line, f"no option is the real answer ({ask}), which is {shown!r}.", remedy)
        return self.question(node, "predict", options, panel, ask)

    def question(
        self,
        node: Node,
        kind: str,
        options: tuple[Option, ...],
        panel: Panel | None = None,
        ask: str = "status",
    ) -> Question:
        return Question(
            id=node.options["id"],
            kind="predict" if kind == "predict" else "quiz",
            prompt_html=self.markup.inline(node.argument),
            options=options,
            reveal_html=self.markup.render(node.blocks("reveal")[0].text),
            panel=panel,
            ask=ask,
        )

    def option(self, node: Node, option_id: str, value: str, right: bool) -> Option:
        if re.search(r"\n\s*\n|^\s*(?:```|~~~)", node.text):
            self.fault(node.line, "the text of an option is one paragraph without a fence.", "Shorten it.")
        text = node.text if value else f"{node.argument} {node.text}"
        feedback = self.markup.render(node.blocks("feedback")[0].text)
        family = codes.family(int(value)) if re.fullmatch(r"\d{3}", value) else 0
        return Option(option_id, value, self.markup.inline(text), feedback, right, family)

    def value(self, option: Node, ask: str) -> str:
        text = option.argument.strip()
        if ask == "status" and not re.fullmatch(r"\d{1,3}|no answer|exception", text):
            remedy = "Its argument is a code, no answer, or exception; the words go on the lines below."
            self.fault(option.line, f"{text!r} is no status.", remedy)
        return text

    def check_options(self, node: Node, values: list[str]) -> None:
        for option, value in zip(node.blocks("option"), values, strict=True):
            if values.index(value) < node.blocks("option").index(option):
                self.fault(option.line, f"two options are the same: {option.argument!r}.", "Change one.")


# --- Keys and code ----------------------------------------------------------------------------------------


def answer(ask: str, exchange: Exchange) -> str:
    """Return the real answer to a predict question, as an author writes it in an option."""
    if exchange.raised:
        return "exception"
    response = exchange.response
    if response is None:
        status = re.match(rb"HTTP/\d\.\d (\d{3})", exchange.fragment)
        return status[1].decode() if status and ask == "status" else "no answer"
    if ask == "status":
        return str(response.status)
    if ask == "content-type":
        return response.mimetype or "none"
    if ask == "body":
        return response.body.decode("utf-8", "backslashreplace").strip() or "empty"
    value = response.header(ask.removeprefix("header ").strip())
    return "absent" if value is None else value.strip()


def comparable(ask: str, value: str) -> str:
    """Return an answer in the form in which two answers are compared."""
    if ask == "content-type":
        return value.strip().lower()
    if ask == "body":
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value.strip()
    return value.strip()


def value_id(value: str) -> str:
    """Return a stable id for an option that is known by its value alone."""
    short = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:40]
    if short == value:
        return short
    digest = hashlib.sha256(value.encode()).hexdigest()[:6]
    return f"{short}-{digest}" if short else digest


def shown_source(source: str, names: tuple[str, ...] = ()) -> str:
    """Return the code to show: the named functions and classes, or all without the module docstring.

    Raises KeyError with a name that the file does not define, SyntaxError for a file that is no Python.
    """
    tree, lines = ast.parse(source), source.split("\n")
    if not names:
        skip = cast(int, tree.body[0].end_lineno) if tree.body and ast.get_docstring(tree) is not None else 0
        return "\n".join(lines[skip:]).strip("\n")
    defined: dict[str, str] = {}
    for item in ast.walk(tree):
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([item.lineno, *(decorator.lineno for decorator in item.decorator_list)])
            defined.setdefault(item.name, textwrap.dedent("\n".join(lines[first - 1 : item.end_lineno])))
    return "\n\n".join(defined[name] for name in names)
