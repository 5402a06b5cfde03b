"""Readers of single values: what YAML read becomes the value wanted, or a sentence about the mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from course.text.front_matter import Fault, FrontMatter
from course.values import codes

#: Turns what YAML read into the value wanted; raises ValueError with what was expected.
Reader = Callable[[Any], Any]
FOLDER_NAME = re.compile(r"\d\d_[a-z0-9_]+")


def a_text(value: Any) -> str:
    """Read any scalar as text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise ValueError("a text")
    return str(value).strip()


def a_quoted_text(value: Any) -> str:
    """Read a text that YAML must not have taken for a number: 01_words is one to it, "01_words" is none."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text; put it in quotation marks")
    return value.strip()


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


def a_code(value: Any) -> int:
    """Read a status code of the IANA registry."""
    if isinstance(value, bool) or not isinstance(value, int) or value not in codes.NAMES:
        raise ValueError(f"codes of the IANA registry; {value!r} is not one")
    return value


def a_folder(value: Any) -> str:
    """Read the name of a lesson's or an exercise's folder."""
    if isinstance(value, int | float):
        raise ValueError(f"names of folders (NN_words); {value} is a number to YAML, put the name in quotes")
    if not isinstance(value, str) or not FOLDER_NAME.fullmatch(value):
        raise ValueError(f"names of folders (NN_words); {value!r} is not one")
    return value


def a_file(*endings: str) -> Reader:
    """Return a reader of a file name of the text's own folder."""
    wanted = f"a {' or '.join(endings)} file" if any(endings) else "a file"

    def read(value: Any) -> str:
        name = a_text(value)
        if PurePosixPath(name).name != name or "\\" in name or not name.endswith(endings):
            raise ValueError(f"the name of {wanted} of the folder")
        return name

    return read


def one_of(*allowed: str) -> Reader:
    """Return a reader that takes one of these words."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(" or ".join(allowed))
        return str(value)

    return read


def a_mapping(value: Any) -> dict[str, Any]:
    """Read a mapping of names; what they hold is read by whoever needs it."""
    if not isinstance(value, dict):
        raise ValueError("a mapping, one line for each name")
    return {str(name): held for name, held in value.items()}


def a_list(read: Reader, what: str, least: int = 0) -> Reader:
    """Return a reader of a list with at least so many entries; `what` says what was expected."""

    def read_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) < least:
            raise ValueError(what)
        return tuple(read(item) for item in value)

    return read_list


def number(low: int, high: int) -> Reader:
    """Return a reader of a whole number in a range."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"a number from {low} to {high}")
        return value

    return read


def read_fields(
    front: FrontMatter, readers: Mapping[str, Reader], optional: Collection[str] = ()
) -> tuple[dict[str, Any], list[Fault]]:
    """Read front matter by its readers; return the good values and what is wrong with the others."""
    # Without readable front matter every key would be missing, and that has been said already.
    if not front.values:
        return {}, []
    values: dict[str, Any] = {}
    faults = [
        Fault(
            front.lines.get(key, 1), f"the front matter has no key {key}.", f"It takes: {', '.join(readers)}."
        )
        for key in front.values
        if key not in readers
    ]
    for key, read in readers.items():
        if key not in front.values:
            if key not in optional:
                faults.append(Fault(1, f"the front matter lacks {key}.", f"Add {key}: to it."))
            continue
        try:
            values[key] = read(front.values[key])
        except ValueError as error:
            faults.append(Fault(front.lines.get(key, 1), f"{key} in the front matter must be: {error}."))
    return values, faults
