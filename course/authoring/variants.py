"""Small changes of wrong fixes: mistakes that nobody catalogued, next to those that somebody did.

The tutor must not show the catalogued misconception above them where it is only half true.
"""

from __future__ import annotations

import ast
import copy
import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Changes of one wrong fix of which only one is taken back, at most.
MOST_HALVES = 3
#: Echoes made from one reference, at most.
MOST_ECHOES = 4
#: Lines whose change is no part of a fault: they follow from it, or only talk.
_SILENT = re.compile(r"\s*(#.*|import .*|from .* import .*)?")
#: Headers that these exercises are about; other capitalised texts are words of a sentence.
HEADERS = frozenset(
    "Allow Accept Accept-Patch Cache-Control Content-Type ETag Last-Modified Link Location Retry-After Vary "
    "WWW-Authenticate".split()
)
#: A changed part of two texts: lines from to of the old one, lines from to of the new one.
_Hunk = tuple[int, int, int, int]


@dataclass(frozen=True)
class Variant:
    """A changed answer."""

    name: str
    source: str
    #: Whether one half of the wrong fix was taken back.
    half: bool = False


def variants_of_wrong_fix(base: str, wrong: str, python: bool = True) -> Iterator[Variant]:
    """Yield a wrong fix with half its fault, and of Python with a number or the name of a header changed."""
    if python:
        base, wrong = _without_docstring(base), _without_docstring(wrong)
    old, new = base.splitlines(keepends=True), wrong.splitlines(keepends=True)
    changed = [hunk for hunk in _hunks(old, new) if _tells(old, new, hunk)]
    yield from _halves(old, new, changed, python)
    if python:
        lines = {line + 1 for _, _, start, end in changed for line in range(start, end)}
        yield from _first(_off_by_one(wrong, lines))
        yield from _first(_renamed_header(wrong, lines))


def variants_of_solution(base: str) -> Iterator[Variant]:
    """Yield the reference with a view that does its work and answers with what it was sent."""
    tree = ast.parse(base)
    made = 0
    for place, node in enumerate(ast.walk(tree)):
        name = _name_of_body(node) if isinstance(node, ast.FunctionDef) else ""
        if name and made < MOST_ECHOES:
            made += 1
            source = _changed(tree, place, _echo(name))
            yield Variant(f"{node.name} answers with what it was sent", source)  # type: ignore[attr-defined]


def _halves(old: list[str], new: list[str], changed: list[_Hunk], python: bool) -> Iterator[Variant]:
    """Yield the new text with one of its changes taken back."""
    for number, (old_from, old_to, start, end) in enumerate(changed[:MOST_HALVES], 1):
        source = "".join([*new[:start], *old[old_from:old_to], *new[end:]])
        if len(changed) > 1 and (not python or _compiles(source)):
            yield Variant(f"change {number} of {len(changed)} taken back", source, half=True)


def _hunks(old: list[str], new: list[str]) -> Iterator[_Hunk]:
    for tag, *places in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield places[0], places[1], places[2], places[3]


def _tells(old: list[str], new: list[str], hunk: _Hunk) -> bool:
    lines = [*old[hunk[0] : hunk[1]], *new[hunk[2] : hunk[3]]]
    return any(not _SILENT.fullmatch(line.rstrip("\r\n")) for line in lines)


def _off_by_one(source: str, lines: set[int]) -> Iterator[Variant]:
    """Yield a text with one number changed; codes are no amounts."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Constant) and type(node.value) is int and node.lineno in lines:
            if not 100 <= node.value <= 599:
                changed = _changed(tree, place, _set_value(node.value + 1))
                yield Variant(f"{node.value} becomes {node.value + 1}", changed)


def _renamed_header(source: str, lines: set[int]) -> Iterator[Variant]:
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Constant) and node.value in HEADERS and node.lineno in lines:
            changed = _changed(tree, place, _set_value(f"X-{node.value}"))
            yield Variant(f"{node.value} under another name", changed)


def _name_of_body(function: ast.FunctionDef) -> str:
    """Return the variable that holds the JSON of the request in a function, "" when there is none."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if re.match(r"(flask\.)?request\.(get_json\(|json\b)", ast.unparse(node.value)):
                return node.targets[0].id
    return ""


def _echo(name: str) -> Callable[[ast.AST], None]:
    """Return the change that makes the last answer of a view what the view was sent."""

    def change(node: ast.AST) -> None:
        last = [one for one in ast.walk(node) if isinstance(one, ast.Return) and one.value is not None][-1:]
        for answer in last:
            if isinstance(answer.value, ast.Tuple):
                answer.value.elts[0] = ast.Name(name, ast.Load())
            else:
                answer.value = ast.Name(name, ast.Load())

    return change


def _set_value(value: int | str) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        setattr(node, "value", value)  # noqa: B010 - the node's kind is known from where it was found

    return change


def _changed(tree: ast.Module, place: int, change: Callable[[ast.AST], None]) -> str:
    changed = copy.deepcopy(tree)
    change(list(ast.walk(changed))[place])
    return ast.unparse(ast.fix_missing_locations(changed)) + "\n"


def _first(variants: Iterator[Variant]) -> Iterator[Variant]:
    found = next(variants, None)
    if found is not None:
        yield found


def _compiles(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _without_docstring(source: str) -> str:
    """Return a text without the docstring of the module, which is talk."""
    tree = ast.parse(source)
    if ast.get_docstring(tree) is None:
        return source
    lines = source.splitlines(keepends=True)
    return "".join(lines[tree.body[0].end_lineno or 0 :]).lstrip("\r\n")
