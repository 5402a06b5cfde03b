"""The text of a lesson as headings, blocks and plain text."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from typing import Any

from course.text.front_matter import Fault, read_yaml
from course.text.marks import fenced_lines

_OPENING = re.compile(r"^ {0,3}(?P<slashes>/{3,}) *(?P<name>[A-Za-z][\w-]*) *(?:\|(?P<argument>.*))?$")
_CLOSING = re.compile(r"^ {0,3}(?P<slashes>/{3,}) *$")
_SLASHES = re.compile(r"^ {0,3}/{3,}")
_HEADING = re.compile(r"^(?P<marks>#{1,2})(?!#)\s*(?P<title>.*?)\s*(?:\{(?P<attributes>[^{}]*)\})?\s*#*$")


@dataclass(frozen=True)
class Markdown:
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
    children: list[Markdown | Node] = field(default_factory=list)
    #: False when `check` found a mistake in it or in a block inside it: then it is not to be built.
    sound: bool = True

    def blocks(self, *names: str) -> list[Node]:
        """Return the child blocks of these names in order; all of them without a name."""
        return [c for c in self.children if isinstance(c, Node) and (not names or c.name in names)]

    @property
    def texts(self) -> list[Markdown]:
        """Return the stretches of text directly inside."""
        return [child for child in self.children if isinstance(child, Markdown)]

    @property
    def text(self) -> str:
        """Return the text directly inside, without the child blocks."""
        return "\n\n".join(child.text for child in self.texts)

    def line_of(self, option: str) -> int:
        """Return the line of an option, or of the block when it has none of that name."""
        return self.option_lines.get(option, self.line)


Item = Markdown | Heading | Node


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
                Markdown(text.strip("\n"), self.run_line + skipped)
            )
        self.run = []

    def fault(self, line: int, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(line, message, remedy))
