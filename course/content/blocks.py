"""The blocks of a lesson: how they are written, which there are, and what each may hold.

The syntax is that of pymdown-extensions' Blocks. The splitting is done here and not by that library's Blocks
API: the API leaves a block with an unknown name or option in the page as prose, and knows no line numbers.
Markdown then sees only the leaves, so a mistake in a block can never swallow the text behind it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import yaml

from course import safe_yaml
from course.content.apps import MODES, SERVERS
from course.content.marks import fenced_lines
from course.wire import Request, parse_send

_OPENING = re.compile(r"^ {0,3}(?P<slashes>/{3,}) *(?P<name>[A-Za-z][\w-]*) *(?:\|(?P<argument>.*))?$")
_CLOSING = re.compile(r"^ {0,3}(?P<slashes>/{3,}) *$")
_SLASHES = re.compile(r"^ {0,3}/{3,}")
_HEADING = re.compile(r"^(?P<marks>#{1,2})(?!#)\s*(?P<title>.*?)\s*(?:\{(?P<attributes>[^{}]*)\})?\s*#*$")


@dataclass(frozen=True)
class Fault:
    """A mistake at a line of the text being read; its file is known one level up."""

    line: int
    message: str
    remedy: str = ""


# --- What a text is made of -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """A stretch of Markdown between blocks."""

    text: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2, with the text between its braces ("#id level=expert") or None."""

    level: int
    title: str
    attributes: str | None
    line: int


@dataclass
class Node:
    """One block as written. Options are checked and converted by `check`."""

    name: str
    argument: str
    line: int
    slashes: int
    options: dict[str, Any] = field(default_factory=dict)
    option_lines: dict[str, int] = field(default_factory=dict)
    children: list[Text | Node] = field(default_factory=list)
    #: False when `check` found a mistake in it or in a block inside it: then it is not to be built.
    sound: bool = True

    def blocks(self, *names: str) -> list[Node]:
        """Return the child blocks of these names in order; all of them without a name."""
        return [c for c in self.children if isinstance(c, Node) and (not names or c.name in names)]

    @property
    def texts(self) -> list[Text]:
        """Return the stretches of text directly inside."""
        return [child for child in self.children if isinstance(child, Text)]

    @property
    def text(self) -> str:
        """Return the text directly inside, without the child blocks."""
        return "\n\n".join(child.text for child in self.texts)

    def line_of(self, option: str) -> int:
        """Return the line of an option, or of the block when it has none of that name."""
        return self.option_lines.get(option, self.line)


Item = Text | Heading | Node


def scan(text: str, first_line: int = 1) -> tuple[list[Item], list[Fault]]:
    """Split a text into headings (levels 1 and 2), blocks and the Markdown between them."""
    return _Scanner(text.split("\n"), first_line).scan()


class _Scanner:
    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.fenced = fenced_lines(lines)
        self.items: list[Item] = []
        self.open: list[Node] = []
        self.faults: list[Fault] = []
        self.run: list[str] = []
        self.run_line = first_line

    def scan(self) -> tuple[list[Item], list[Fault]]:
        index = 0
        while index < len(self.lines):
            index = self.take(index)
        self.end_run()
        for node in self.open:
            self.unclosed(node)
        return self.items, self.faults

    def take(self, index: int) -> int:
        """Take the line at an index and return the index of the next one to take."""
        line, number = self.lines[index], self.first_line + index
        if index in self.fenced:
            return self.keep(line, number, index)
        if _SLASHES.match(line):
            return self.slashes(line, number, index)
        if heading := _HEADING.match(line):
            return self.heading(heading, number, index)
        return self.keep(line, number, index)

    def keep(self, line: str, number: int, index: int) -> int:
        if not self.run:
            self.run_line = number
        self.run.append(line)
        return index + 1

    def slashes(self, line: str, number: int, index: int) -> int:
        self.end_run()
        if closing := _CLOSING.match(line):
            self.close(len(closing["slashes"]), number)
            return index + 1
        opening = _OPENING.match(line)
        if not opening:
            self.fault(number, f"{line.strip()!r} opens no block.", "Write /// name | argument.")
            return index + 1
        node = Node(opening["name"], (opening["argument"] or "").strip(), number, len(opening["slashes"]))
        self.open_block(node)
        return self.options(node, index + 1)

    def open_block(self, node: Node) -> None:
        # A block with at least as many slashes cannot be inside: the one before it was never closed.
        while self.open and self.open[-1].slashes <= node.slashes:
            self.unclosed(self.open.pop())
        (self.open[-1].children if self.open else self.items).append(node)
        self.open.append(node)

    def close(self, slashes: int, number: int) -> None:
        if not any(node.slashes == slashes for node in self.open):
            self.fault(number, f"{'/' * slashes} closes no block.", "Remove it, or match the slashes.")
            return
        while self.open[-1].slashes != slashes:
            self.unclosed(self.open.pop())
        self.open.pop()

    def unclosed(self, node: Node) -> None:
        self.fault(
            node.line,
            f"the block {node.name} is not closed.",
            f"Close it with {'/' * node.slashes}; a block around it needs more slashes than it has.",
        )

    def heading(self, match: re.Match[str], number: int, index: int) -> int:
        self.end_run()
        # A heading ends every open block, so that one forgotten line does not hide the rest of the lesson.
        while self.open:
            self.unclosed(self.open.pop())
        self.items.append(Heading(len(match["marks"]), match["title"], match["attributes"], number))
        return index + 1

    def options(self, node: Node, index: int) -> int:
        start = index
        while index < len(self.lines) and re.match(r"^(?: {4}|\t)\s*\S", self.lines[index]):
            index += 1
        block = textwrap.dedent("\n".join(self.lines[start:index]))
        node.options, node.option_lines, faults = read_yaml(block, self.first_line + start)
        self.faults += faults
        return index

    def end_run(self) -> None:
        text = "\n".join(self.run)
        if text.strip():
            skipped = len(text) - len(text.lstrip("\n"))
            (self.open[-1].children if self.open else self.items).append(
                Text(text.strip("\n"), self.run_line + skipped)
            )
        self.run = []

    def fault(self, line: int, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(line, message, remedy))


def read_yaml(text: str, first_line: int) -> tuple[dict[str, Any], dict[str, int], list[Fault]]:
    """Read a YAML mapping; return its values, the line of each key, and what is wrong with it."""
    loader = safe_yaml.LOADER(text)
    try:
        root = loader.get_single_node()
        values = loader.construct_document(root) if root is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", "") or str(error)
        remedy = "Put a value that holds : or # or begins with a bracket in single quotes."
        return {}, {}, [Fault(line, f"this is no YAML: {problem}.", remedy)]
    if root is None:
        return {}, {}, []
    if not isinstance(root, yaml.MappingNode) or not isinstance(values, dict):
        return {}, {}, [Fault(first_line, "here stand options, one `name: value` a line.")]
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for key, _ in root.value:
        line = first_line + key.start_mark.line
        if key.value in lines:
            faults.append(Fault(line, f"{key.value} is stated twice.", "Keep one of the two."))
        lines.setdefault(key.value, line)
    return {str(key): value for key, value in values.items()}, lines, faults


# --- Values of options ------------------------------------------------------------------------------------

#: Turns what YAML read into the value wanted; raises ValueError with what was expected.
Reader = Callable[[Any], Any]


def a_text(value: Any) -> str:
    """Read any scalar as text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise ValueError("a text")
    return str(value).strip()


def an_id(value: Any) -> str:
    """Read an id: lower-case letters, digits and hyphens."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise ValueError("words of lower-case letters and digits joined by hyphens")
    return value


def a_flag(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def a_file(*endings: str) -> Reader:
    """Return a reader of a file name of the lesson's own folder."""

    def read(value: Any) -> str:
        name = a_text(value)
        if PurePosixPath(name).name != name or "\\" in name or not name.endswith(endings):
            raise ValueError(f"the name of a {' or '.join(endings)} file of the lesson's folder")
        return name

    return read


def one_of(*allowed: str) -> Reader:
    """Return a reader that takes one of these words."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(" or ".join(allowed))
        return str(value)

    return read


def names(value: Any) -> tuple[str, ...]:
    """Read comma-separated names of functions or classes."""
    found = tuple(name.strip() for name in a_text(value).split(","))
    if not all(name.isidentifier() for name in found):
        raise ValueError("names of functions, separated by commas")
    return found


def an_ask(value: Any) -> str:
    """Read what is predicted: status, content-type, body or "header NAME"."""
    text = a_text(value)
    if text in ("status", "content-type", "body"):
        return text
    kind, _, name = text.partition(" ")
    if kind != "header" or not re.fullmatch(r"[A-Za-z0-9-]+", name.strip()):
        raise ValueError("status, content-type, body or header NAME")
    return f"header {name.strip()}"


def a_server(value: Any) -> str | None:
    """Read true (the server of `flask run`), false, or the name of a server."""
    if isinstance(value, bool):
        return SERVERS[0] if value else None
    if value not in SERVERS:
        raise ValueError(f"true, false or {' or '.join(SERVERS)}")
    return str(value)


def requests(value: Any) -> tuple[Request, ...]:
    """Read one request or a list of requests."""
    items = value if isinstance(value, list) else [value]
    if not items:
        raise ValueError("at least one request")
    return tuple(a_request(item) for item in items)


def a_request(value: Any) -> Request:
    """Read "METHOD PATH [BODY]", or a mapping with request, headers and body to which nothing is added."""
    if isinstance(value, str):
        return parse_send(value)
    if not isinstance(value, dict) or "request" not in value or set(value) - {"request", "headers", "body"}:
        raise ValueError("'METHOD /path [body]', or a mapping with request, headers and body")
    line = str(value["request"]).strip()
    if len(line.split()) != 2:
        raise ValueError(f"request: METHOD /path in a mapping, the body under body:, not {line!r}")
    start = parse_send(line)
    headers = value.get("headers") or {}
    if not isinstance(headers, dict):
        raise ValueError("headers: {Name: value}")
    pairs = tuple((str(k), str(v)) for k, many in headers.items() for v in _as_list(many))
    body = value.get("body", "")
    if not isinstance(body, str | int | float):
        raise ValueError("body: as text in single quotes")
    return Request(start.method, start.path, pairs, str(body).encode())


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# --- The table --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spec:
    """What a block of one name may hold. `argument` and `text` are "required", "optional" or "none"."""

    argument: str
    text: str
    options: Mapping[str, Reader] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    #: Child blocks: name → least and greatest number.
    children: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    #: Where it may stand besides a step ("opener"), or inside which blocks only.
    inside: tuple[str, ...] = ()
    in_opener: bool = False


_RUN: dict[str, Reader] = {
    "send": requests,
    "show": names,
    "highlight": a_text,
    "mode": one_of(*MODES),
    "crash": a_flag,
    "server": a_server,
}
_APP: dict[str, Reader] = {"app": a_file(".py"), **_RUN}
PROSE = (
    "why",
    "mental-model",
    "deep",
    "expert",
    "avoid",
    "production",
    "connections",
    "takeaways",
    "result",
)
_OPENER_PROSE = ("why", "mental-model", "connections")

BLOCKS: dict[str, Spec] = {
    "predict": Spec(
        "required",
        "none",
        {"id": an_id, "ask": an_ask, **_APP},
        frozenset({"id", "app", "send"}),
        {"option": (2, 5), "reveal": (1, 1)},
    ),
    "quiz": Spec("required", "none", {"id": an_id}, frozenset({"id"}), {"option": (2, 5), "reveal": (1, 1)}),
    "option": Spec(
        "required",
        "optional",
        {"id": an_id, "right": a_flag},
        children={"feedback": (1, 1)},
        inside=("predict", "quiz"),
    ),
    "feedback": Spec("none", "required", inside=("option",)),
    "reveal": Spec("none", "required", inside=("predict", "quiz")),
    "myth": Spec("required", "none", {"id": an_id, **_APP}, frozenset({"id"}), {"reality": (1, 1)}),
    "reality": Spec("none", "required", inside=("myth",)),
    "exchange": Spec("required", "optional", _APP, frozenset({"app", "send"}), in_opener=True),
    "pitfall": Spec(
        "required",
        "required",
        {"wrong": a_file(".py"), "right": a_file(".py"), **_RUN},
        frozenset({"wrong", "right", "send"}),
    ),
    "figure": Spec(
        "required", "none", {"src": a_file(".svg"), "alt": a_text}, frozenset({"src", "alt"}), in_opener=True
    ),
    **{name: Spec("optional", "required", in_opener=name in _OPENER_PROSE) for name in PROSE},
}


def may_open(name: str) -> bool:
    """Tell whether a block may stand before the first step; a name that has its own fault may."""
    spec = BLOCKS.get(name)
    return spec is None or spec.in_opener or bool(spec.inside)


def check(node: Node, parent: Node | None = None) -> list[Fault]:
    """Check a block and everything in it against the table, and turn its options into values in place."""
    spec = BLOCKS.get(node.name)
    if spec is None:
        remedy = f"There are: {', '.join(sorted(BLOCKS))}."
        faults = [Fault(node.line, f"there is no block {node.name}.", remedy)]
    else:
        faults = _check_place(node, spec, parent) + _check_content(node, spec)
        faults += _check_options(node, spec, parent) + _check_children(node, spec)
        for child in node.blocks():
            faults += check(child, node)
    node.sound = not faults
    return faults


def _check_place(node: Node, spec: Spec, parent: Node | None) -> list[Fault]:
    if spec.inside and (parent is None or parent.name not in spec.inside):
        place = " or ".join(spec.inside)
        return [
            Fault(
                node.line,
                f"{node.name} stands only inside {place}.",
                "The block around it needs more slashes.",
            )
        ]
    if parent is not None and node.name in BLOCKS and parent.name in BLOCKS:
        if node.name not in BLOCKS[parent.name].children:
            remedy = f"Close {parent.name} (line {parent.line}) before it."
            return [Fault(node.line, f"{parent.name} cannot hold {node.name}.", remedy)]
    return []


def _check_content(node: Node, spec: Spec) -> list[Fault]:
    faults = []
    if spec.argument == "required" and not node.argument:
        faults.append(Fault(node.line, f"{node.name} has no text after |.", f"Write /// {node.name} | text."))
    if spec.argument == "none" and node.argument:
        faults.append(Fault(node.line, f"{node.name} takes nothing after |.", "Write it on the lines below."))
    if spec.text == "required" and not node.texts:
        faults.append(Fault(node.line, f"{node.name} is empty.", "Write its text between the slashes."))
    if spec.text == "none" and node.texts:
        remedy = "Write the text before the block, or in one of the blocks inside it."
        if not node.options and ":" in node.texts[0].text.split("\n")[0]:
            remedy = "Options stand directly below the opening, indented by four spaces."
        faults.append(Fault(node.texts[0].line, f"{node.name} holds no text of its own.", remedy))
    return faults


def _check_options(node: Node, spec: Spec, parent: Node | None) -> list[Fault]:
    faults = []
    for name in list(node.options):
        if name not in spec.options:
            known = ", ".join(spec.options) or "none"
            faults.append(
                Fault(node.line_of(name), f"{node.name} has no option {name}.", f"It takes: {known}.")
            )
            del node.options[name]
            continue
        try:
            node.options[name] = spec.options[name](node.options[name])
        except ValueError as error:
            faults.append(Fault(node.line_of(name), f"{name} of {node.name} is not understood: {error}."))
            del node.options[name]
    stated = set(node.option_lines)
    for name in sorted(_required(node, spec, parent) - stated):
        faults.append(Fault(node.line, f"{node.name} needs the option {name}.", f"Add {name}: below it."))
    return faults + _check_together(node, parent)


def _required(node: Node, spec: Spec, parent: Node | None) -> frozenset[str]:
    if node.name == "option" and parent is not None and parent.name == "quiz":
        return frozenset({"id"})
    if node.name == "myth" and {"app", "send"} & set(node.option_lines):
        return spec.required | {"app", "send"}
    return spec.required


def _check_together(node: Node, parent: Node | None) -> list[Fault]:
    faults = []
    if (
        node.name == "option"
        and "right" in node.option_lines
        and parent is not None
        and parent.name == "predict"
    ):
        remedy = "Remove it: the key of a predict block is the real answer."
        faults.append(
            Fault(node.line_of("right"), "an option of predict cannot say that it is right.", remedy)
        )
    if node.name == "myth" and "app" not in node.option_lines and set(node.options) & (set(_RUN) - {"send"}):
        faults.append(
            Fault(node.line, "this myth runs no app, so it cannot say how to run it.", "Add app: and send:.")
        )
    return faults


def _check_children(node: Node, spec: Spec) -> list[Fault]:
    faults = []
    for name, (least, greatest) in spec.children.items():
        number = len(node.blocks(name))
        if not least <= number <= greatest:
            wanted = str(least) if least == greatest else f"{least} to {greatest}"
            faults.append(Fault(node.line, f"{node.name} has {number} {name} blocks, not {wanted}."))
    return faults
