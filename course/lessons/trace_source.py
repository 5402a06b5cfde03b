"""What the recorder must know of a program before it runs: statements, names, code objects. Pure."""

from __future__ import annotations

import ast
import types
from collections.abc import Iterator


def statements(text: str) -> dict[int, int]:
    """Map each line to the first line of its statement; of a compound statement only the header counts."""
    first: dict[int, int] = {}
    # ast.walk goes from the outside in, so a statement inside wins.
    for node in ast.walk(ast.parse(text)):
        start, end = _span(node)
        first.update(dict.fromkeys(range(start, end + 1), start))
    return first


def _span(node: ast.AST) -> tuple[int, int]:
    if not isinstance(node, ast.stmt | ast.ExceptHandler):
        return 1, 0
    body = getattr(node, "body", None)
    if not body:
        return node.lineno, node.end_lineno or node.lineno
    decorators = [one.lineno for one in getattr(node, "decorator_list", [])]
    return min([node.lineno, *decorators]), max(node.lineno, body[0].lineno - 1)


def hidden_names(text: str) -> dict[tuple[str, int], frozenset[str]]:
    """Return the names that only comprehensions bind, by function name and first line.

    Since Python 3.12 a comprehension runs in the frame of its function, so its names come and go there.
    """
    return {
        (node.name, min([node.lineno, *(one.lineno for one in node.decorator_list)])): _comprehended(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _comprehended(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    targets = [node.target for node in ast.walk(function) if isinstance(node, ast.comprehension)]
    inside = {id(name) for target in targets for name in ast.walk(target)}
    own = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
    stored = [n for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    own |= {name.id for name in stored if id(name) not in inside}
    return frozenset({name.id for name in stored if id(name) in inside} - own)


def all_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield a code object and all inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from all_codes(constant)
