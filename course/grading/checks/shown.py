"""Write any value down for people: cut early, never deep, never raising."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from json import dumps
from typing import Any

from course.grading.checks.parsing import Deep

#: Values are cut after this many characters.
SHOWN_VALUE = 160
#: What stands before the right side of a comparison, by its operator.
WANTED = {
    "==": "",
    "is": "",
    "!=": "other than",
    "is not": "other than",
    "not in": "other than",
    "<": "below",
    "<=": "at most",
    ">": "above",
    ">=": "at least",
}
#: Names that are listed before "and N more".
SHOWN_NAMES = 12


def show(value: Any) -> str:
    """Return a value as JSON where it can be, cut to a readable length.

    A text with quotation marks in it, such as a tag or a challenge, stands as it is, between apostrophes.
    """
    if isinstance(value, str) and len(value) <= SHOWN_VALUE and _reads_better_as_it_is(value):
        return f"'{value}'"
    text, size = [], 0
    for piece in _pieces(value):
        text.append(piece)
        size += len(piece)
        if size > SHOWN_VALUE:
            return f"{''.join(text)[:SHOWN_VALUE]}…"
    return "".join(text)


def _reads_better_as_it_is(text: str) -> bool:
    return '"' in text and text.isprintable() and "'" not in text and "\\" not in text


def names(keys: Iterable[object], nothing: str = "nothing") -> str:
    """Return names in quotation marks, many of them cut: "'id', 'name' and 7 more"."""
    found = [cut(repr(str(key)), 40) for key in keys]
    if len(found) <= SHOWN_NAMES:
        return ", ".join(found) or nothing
    return f"{', '.join(found[:SHOWN_NAMES])} and {len(found) - SHOWN_NAMES} more"


def _pieces(value: Any) -> Iterator[str]:
    """Yield the parts of a value as JSON, in order; what is open stands on a list."""
    todo: list[Iterator[Any]] = [iter((_Value(value),))]
    while todo:
        part = next(todo[-1], None)
        if part is None:
            todo.pop()
        elif isinstance(part, str):
            yield part
        elif inner := _inside(part.value):
            todo.append(inner)
        else:
            yield _plain(part.value)


class _Value:
    """A value among the texts around it."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _inside(value: Any) -> Iterator[str | _Value] | None:
    if isinstance(value, Deep):
        return iter((_Value(value.value),))
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list | tuple):
        return _listed(list.__iter__(value) if isinstance(value, list) else iter(value))
    return None


def _object(value: dict[Any, Any]) -> Iterator[str | _Value]:
    for i, key in enumerate(value):
        yield f"{', ' if i else '{'}{_plain(str(key))}: "
        yield _Value(dict.__getitem__(value, key))
    yield "}" if value else "{}"


def _listed(entries: Iterator[Any]) -> Iterator[str | _Value]:
    yield "["
    for i, entry in enumerate(entries):
        if i:
            yield ", "
        yield _Value(entry)
    yield "]"


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return dumps(value[: SHOWN_VALUE + 1], ensure_ascii=False)
    if isinstance(value, bool) or value is None:
        return dumps(value)
    if isinstance(value, int):
        return _number(int(value))
    if isinstance(value, float):
        return dumps(float(value))
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(map(_plain_text, value)))
    if isinstance(value, bytes):
        return _octets(bytes(value[: SHOWN_VALUE + 1]))
    return _plain_text(value)


def _octets(value: bytes) -> str:
    """Return bytes as the text that they are in UTF-8; others by their numbers."""
    try:
        return dumps(value.decode(), ensure_ascii=False)
    except UnicodeDecodeError:
        return f"the bytes {value.hex(' ')}"


def _number(value: int) -> str:
    """Return an integer; of one that Python does not print, how many digits it has."""
    if abs(value) < 10**SHOWN_VALUE:
        return str(value)
    least = int((value.bit_length() - 1) * math.log10(2)) + 1
    return f"an integer of {least + (abs(value) >= 10**least)} digits"


def _plain_text(value: Any) -> str:
    try:
        return str(value) if isinstance(value, str) else repr(value)
    except Exception:
        return f"an object of {type(value).__name__} that cannot be shown"


def cut(text: str, limit: int) -> str:
    """Return a text, of a longer one the first characters and a mark."""
    return text if len(text) <= limit else f"{text[:limit]}…"
