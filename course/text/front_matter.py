"""Front matter: the YAML between two lines of --- at the head of a file. The only reader of that format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from course.text import safe_yaml
from course.values.exercise import ExerciseError


def split_front_matter(text: str, where: Path) -> tuple[dict[str, Any], str]:
    """Split a text into its YAML front matter and the rest.

    Raises ExerciseError when there is none or it is no mapping.
    """
    match = re.match(r"---\r?\n(.*?)\r?\n---\r?\n(.*)", text, re.DOTALL)
    if match is None:
        raise ExerciseError(f"{where}:1: no front matter. Begin the file with --- and end it with ---.")
    try:
        front = safe_yaml.load(match[1])
    except yaml.YAMLError as error:
        raise ExerciseError(f"{where}:1: front matter is not YAML: {error}") from None
    if not isinstance(front, dict):
        raise ExerciseError(f"{where}:1: front matter holds no keys.")
    return front, match[2]


@dataclass(frozen=True)
class Fault:
    """A mistake at a line of the text being read; its file is known one level up."""

    line: int
    message: str
    remedy: str = ""


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
