"""Match patterns on the syntax tree of a learner's file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any

from course.grading.evidence.terms import InSource

#: Parts of a node that say nothing of what the code does.
_SILENT = ("ctx", "type_comment", "kind", "type_params", "type_ignores")
_ROUTE = re.compile(r"\.(route|get|post|put|patch|delete|add_url_rule)\(")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_in_source(wanted: InSource, tree: ast.Module) -> int | None:
    """Return the line of the first place that a pattern fits, None when it fits nowhere."""
    return next(_places(wanted, tree), None)


def _places(wanted: InSource, tree: ast.Module) -> Iterator[int]:
    match wanted.kind:
        case "code":
            yield from (_line(node) for node in ast.walk(tree) if wanted.code and matches(wanted.code, node))
        case "except":
            yield from _handlers_of(wanted.name, tree)
        case "text":
            yield from _texts_like(wanted.pattern or re.compile(""), tree)
        case "finally":
            yield from (
                node.lineno for node in ast.walk(tree) if isinstance(node, ast.Try) and node.finalbody
            )
        case "above":
            yield from _above_the_route(wanted.pattern or re.compile(""), tree)
        case "early":
            yield from _read_before_set(wanted.name, tree)


def matches(pattern: Any, node: Any) -> bool:
    """Tell whether a node fits: `_` is any expression, any argument of a function and any name of one.

    `...` is any arguments or lines; `abort` is `flask.abort` too.
    """
    if isinstance(pattern, ast.Name) and pattern.id == "_":
        return isinstance(node, ast.expr)
    if isinstance(pattern, ast.Name) and isinstance(node, ast.Attribute):
        return pattern.id == node.attr
    if type(pattern) is not type(node):
        return False
    if isinstance(pattern, ast.arg) and pattern.arg == "_":
        return True
    if isinstance(pattern, ast.Constant):
        return type(pattern.value) is type(node.value) and bool(pattern.value == node.value)
    if isinstance(pattern, ast.Call) and _is_rest(pattern.args):
        return matches(pattern.func, node.func) and _some(
            [*pattern.args, *pattern.keywords], [*node.args, *node.keywords]
        )
    return all(
        _part_matches(value, getattr(node, name, None))
        for name, value in ast.iter_fields(pattern)
        if name not in _SILENT and (value or name != "decorator_list") and (name, value) != ("name", "_")
    )


def _part_matches(pattern: Any, value: Any) -> bool:
    if isinstance(pattern, ast.AST):
        return isinstance(value, ast.AST) and matches(pattern, value)
    if not isinstance(pattern, list):
        return bool(pattern == value)
    if not isinstance(value, list):
        return False
    if _is_rest(pattern):
        return _some(pattern, value)
    return len(pattern) == len(value) and all(map(_part_matches, pattern, value))


def _some(pattern: Sequence[ast.AST], nodes: Sequence[ast.AST]) -> bool:
    """Tell whether the nodes hold those of the pattern in their order, with any others between."""
    left = iter(nodes)
    return all(any(matches(one, node) for node in left) for one in pattern if not _is_ellipsis(one))


def _is_rest(pattern: Sequence[ast.AST]) -> bool:
    return any(map(_is_ellipsis, pattern))


def _is_ellipsis(node: ast.AST) -> bool:
    inner = node.value if isinstance(node, ast.Expr) else node
    return isinstance(inner, ast.Constant) and inner.value is ...


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _handlers_of(name: str, tree: ast.Module) -> Iterator[int]:
    """Yield the lines that catch an exception of that name; a bare except catches BaseException."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and name in _caught(node):
            yield node.lineno


def _caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind).rpartition(".")[2] for kind in kinds}


def _texts_like(pattern: re.Pattern[str], tree: ast.Module) -> Iterator[int]:
    """Yield the lines of texts that match; docstrings are talk, not code."""
    silent = set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            if pattern.search(node.value):
                yield node.lineno


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _above_the_route(pattern: re.Pattern[str], tree: ast.Module) -> Iterator[int]:
    """Yield the lines of decorators above the route of their function, where Flask never calls them."""
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            texts = [ast.unparse(decorator) for decorator in node.decorator_list]
            routes = [number for number, text in enumerate(texts) if _ROUTE.search(text)]
            for number in range(routes[0] if routes else 0):
                if pattern.search(texts[number]):
                    yield node.decorator_list[number].lineno


def _read_before_set(name: str, tree: ast.Module) -> Iterator[int]:
    """Yield the lines that read an attribute higher up in the file than any line that sets it."""
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == name]
    sets = [node.lineno for node in uses if isinstance(node.ctx, ast.Store)]
    reads = [node.lineno for node in uses if not isinstance(node.ctx, ast.Store)]
    reads += [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value == name]
    yield from sorted(line for line in reads if sets and line < min(sets))
