"""Front matter: the YAML between two lines of --- at the head of a file. The only reader of that format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from course.text import safe_yaml

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)


@dataclass(frozen=True)
class Fault:
    """A mistake at a line of the text being read; its file is known one level up."""

    line: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}" if self.remedy else self.message


@dataclass(frozen=True)
class FrontMatter:
    """The head of a text as read, what is wrong with it, and the text behind it."""

    values: Mapping[str, Any]
    #: Line of each key.
    lines: Mapping[str, int]
    faults: tuple[Fault, ...]
    body: str
    #: Line of the file on which the body begins.
    body_line: int


def read_front_matter(text: str) -> FrontMatter:
    """Split a text into its front matter and its body."""
    found = _FRONT_MATTER.match(text)
    if not found:
        fault = Fault(1, "the front matter is missing.", "Begin with ---, one `key: value` a line, then ---.")
        return FrontMatter({}, {}, (fault,), text, 1)
    values, lines, faults = read_yaml(found[1], 2)
    if not values and not faults:
        faults = [Fault(1, "the front matter holds no keys.", "Write one `key: value` a line.")]
    body_line = text.count("\n", 0, found.end()) + 1
    return FrontMatter(values, lines, tuple(faults), text[found.end() :], body_line)


def not_utf8(text: str) -> tuple[Fault, ...]:
    """Return the first line with a byte that UTF-8 does not have: whoever read the text replaced it."""
    before, replaced, _ = text.partition("\N{REPLACEMENT CHARACTER}")
    line = before.count("\n") + 1
    return (
        (Fault(line, "here is a byte that UTF-8 does not have.", "Save the file as UTF-8."),)
        if replaced
        else ()
    )


def is_draft(text: str) -> bool:
    """Tell whether the front matter of a text says `draft: true`; no other line is read."""
    found = _FRONT_MATTER.match(text)
    line = found and re.search(r"^draft:.*$", found[1], re.M)
    if not line:
        return False
    values, _, _ = read_yaml(line[0], 1)
    return values.get("draft") is True


def read_yaml(text: str, first_line: int) -> tuple[dict[str, Any], dict[str, int], list[Fault]]:
    """Read a YAML mapping; return its values, the line of each key, and what is wrong with it."""
    loader = safe_yaml.LOADER(text)
    try:
        root = loader.get_single_node()
        values = loader.construct_document(root) if root is not None else None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", "") or str(error)
        remedy = "Put a value that holds : or # or begins with a bracket in single quotes."
        return {}, {}, [Fault(line, f"this is not YAML: {problem}.", remedy)]
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
