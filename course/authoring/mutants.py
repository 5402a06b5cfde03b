"""Small mechanical breakages of a reference: codes changed, headers dropped, branches removed, keys renamed.

A mutant that all checks accept is either a gap in the checks or no breakage of the contract at all.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

#: What each code is changed to: the one it is confused with most, and one of another class.
NEIGHBOURS: dict[int, tuple[int, ...]] = {
    200: (204, 500),
    201: (200, 404),
    202: (200, 201),
    204: (205, 404),
    301: (302, 200),
    302: (200, 307),
    303: (302, 307),
    304: (200, 412),
    307: (302, 303),
    308: (302, 303),
    400: (200, 500),
    401: (403, 200),
    402: (200, 500),
    403: (401, 200),
    404: (200, 500),
    405: (404, 200),
    406: (200, 500),
    409: (200, 500),
    410: (404, 200),
    412: (200, 409),
    413: (400, 200),
    415: (400, 200),
    422: (200, 500),
    428: (412, 200),
    429: (200, 503),
    500: (200, 400),
    502: (500, 503),
    503: (500, 200),
    504: (502, 500),
}
#: Keys of operations in an OpenAPI document.
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
#: Decorators whose absence leaves a handler unregistered.
HOOKS = frozenset({"errorhandler", "app_errorhandler", "before_request", "after_request", "teardown_request"})


@dataclass(frozen=True)
class Mutant:
    """A changed reference: what was changed, where, and the new text."""

    name: str
    source: str


#: Yields the name of each change at a node, and what to do there.
_Finder = Callable[[ast.AST], Iterator[tuple[str, Callable[[ast.AST], None]]]]
#: A change to make: its name, the place in the tree (as counted by ast.walk), and what to do there.
_Change = tuple[str, int, Callable[[ast.AST], None]]


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of an app, in the order of its lines; texts that repeat come once."""
    yield from _changed(source, _changes_at)


def mutants_of_tests(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a file of tests: a test that is gone, a question that is no longer asked."""
    yield from _changed(source, _test_changes_at)


def mutants_of_document(text: str) -> Iterator[Mutant]:
    """Yield every mutant of an OpenAPI document: an answer or header gone, another code, a field renamed."""
    document = yaml.safe_load(text)
    for path in _document_places(document, ()):
        for name, key in _document_changes_at(path):
            changed = copy.deepcopy(document)
            parent = changed
            for part in path[:-1]:
                parent = parent[part]
            value = parent.pop(path[-1])
            if key:
                parent[key] = value
            yield Mutant(f"{'/'.join(map(str, path))}: {name}", yaml.safe_dump(changed, sort_keys=False))


def _document_places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        # An example says nothing that binds.
        if key not in ("example", "examples"):
            yield from _document_places(inner, (*path, key))


def _document_changes_at(path: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """Yield a name and the new key, "" for none, of each change at a place."""
    around, key = path[-2] if len(path) > 1 else "", str(path[-1])
    if around == "responses" and key.isdigit():
        yield "answer removed", ""
        for code in NEIGHBOURS.get(int(key), ()):
            yield f"becomes {code}", str(code)
    elif around == "headers":
        yield "header dropped", ""
    elif around == "properties":
        yield "field renamed", f"{key}_renamed"
    elif key in ("requestBody", "content") or key in METHODS:
        yield "removed", ""


def _changed(source: str, changes_at: _Finder) -> Iterator[Mutant]:
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for name, place, change in sorted(_changes(tree, changes_at), key=lambda one: one[1]):
        changed = copy.deepcopy(tree)
        change(list(ast.walk(changed))[place])
        text = ast.unparse(ast.fix_missing_locations(changed))
        if text not in seen:
            seen.add(text)
            yield Mutant(name, text + "\n")


def _changes(tree: ast.Module, changes_at: _Finder) -> Iterator[_Change]:
    inside = _lines_of_functions(tree)
    for place, node in enumerate(ast.walk(tree)):
        line = getattr(node, "lineno", 0)
        for name, change in changes_at(node):
            if line in inside or isinstance(node, ast.FunctionDef):
                yield f"line {line}: {name}", place, change


def _changes_at(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value in NEIGHBOURS:
        for code in NEIGHBOURS[node.value]:
            yield f"{node.value} becomes {code}", _set_value(code)
    elif (
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "HTTPStatus"
    ):
        yield f"HTTPStatus.{node.attr} becomes IM_A_TEAPOT", _set_attribute("IM_A_TEAPOT")
    elif isinstance(node, ast.Dict):
        yield from _dict_changes(node)
    elif isinstance(node, ast.If):
        yield f"branch removed: if {ast.unparse(node.test)[:50]}", _set_test(False)
        yield f"branch always taken: if {ast.unparse(node.test)[:50]}", _set_test(True)
    elif isinstance(node, ast.FunctionDef):
        for i, decorator in enumerate(node.decorator_list):
            if _decorator_name(decorator) in HOOKS:
                yield f"{node.name} is not registered: {ast.unparse(decorator)[:50]}", _drop_decorator(i)
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        yield f"removed: {ast.unparse(node)[:60]}", _drop_assignment


def _test_changes_at(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    if isinstance(node, ast.Assert):
        yield f"not asked: {ast.unparse(node.test)[:60]}", _set_test(True)
    elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
        yield f"{node.name} is no test", _rename("unused")
    elif isinstance(node, ast.Constant) and type(node.value) is int and node.value in NEIGHBOURS:
        for code in NEIGHBOURS[node.value]:
            yield f"{node.value} becomes {code}", _set_value(code)


def _dict_changes(node: ast.Dict) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    for i, key in enumerate(node.keys):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            continue
        if key.value[:1].isupper():
            yield f"header {key.value} dropped", _drop_entry(i)
        else:
            yield f"key {key.value!r} renamed", _rename_entry(i)


def _lines_of_functions(tree: ast.Module) -> set[int]:
    """Return the lines inside functions: tables of data at module level are the author's own."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def _decorator_name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _set_value(value: int) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        setattr(node, "value", value)  # noqa: B010 - the node's kind is known from where it was found

    return change


def _set_attribute(name: str) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        setattr(node, "attr", name)  # noqa: B010 - as above

    return change


def _rename(name: str) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        setattr(node, "name", name)  # noqa: B010 - as above

    return change


def _set_test(value: bool) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        setattr(node, "test", ast.Constant(value))  # noqa: B010 - as above

    return change


def _drop_entry(i: int) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        if isinstance(node, ast.Dict):
            del node.keys[i], node.values[i]

    return change


def _rename_entry(i: int) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        if isinstance(node, ast.Dict):
            key = node.keys[i]
            if isinstance(key, ast.Constant):
                key.value = f"{str(key.value)}_renamed"

    return change


def _drop_decorator(i: int) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef):
            del node.decorator_list[i]

    return change


def _drop_assignment(node: ast.AST) -> None:
    """Keep the right side, whose work may be wanted, and forget where it went."""
    if isinstance(node, ast.Assign):
        node.targets = [ast.Name("_", ast.Store())]
