"""What in a learner's file reaches into the grader, from its syntax tree.

A flag is a remark for whoever reads the report. It never changes a verdict: the same code may be a way to
learn how the grader works. No answer that ships with an exercise raises one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

#: Modules that an answer to an exercise does not need, and what they give access to.
MODULES = {
    "course": "the course's own code",
    "_pytest": "the program that runs the checks",
    "pluggy": "the program that runs the checks",
    "ctypes": "the memory of the process",
    "gc": "every object of the process",
    "inspect": "the frames of the process",
    "faulthandler": "the frames of the process",
}
#: Names that lead out of an answer: module or any object -> names.
ATTRIBUTES = {
    "sys": {
        "modules",
        "meta_path",
        "path_hooks",
        "settrace",
        "setprofile",
        "_getframe",
        "_current_frames",
        "setrecursionlimit",
    },
    "os": {"_exit", "fork", "forkpty", "kill", "killpg", "abort", "setsid", "closerange", "dup2", "environb"},
    "threading": {"settrace", "setprofile"},
    "signal": {"raise_signal", "pthread_kill"},
}
ANYWHERE = {
    "__subclasses__",
    "__globals__",
    "__code__",
    "__closure__",
    "f_back",
    "f_locals",
    "tb_frame",
    "gi_frame",
}
#: Parts of texts that name what lies beside an answer and is not its own.
TEXTS = {
    ".meta": "the solutions",
    "/proc": "the processes of the machine",
    "checks.json": "the list of checks",
}
#: A file that pytest collects.
CHECKS = re.compile(r"\b(?:test_\w+|conftest)\.py\b")


def flags(source: bytes | None, edit: str) -> tuple[str, ...]:
    """Return what reaches into the grader, a sentence each; none for what Python cannot read.

    `edit` is the name of the learner's file: a file of tests works with pytest, as it should.
    """
    if source is None or not edit.endswith(".py"):
        return ()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found = dict.fromkeys(sorted(_found(tree, edit)))
    return tuple(f"This file reaches into the grader: line {line} of {edit} {what}." for line, what in found)


def _found(tree: ast.Module, edit: str) -> Iterator[tuple[int, str]]:
    imported = dict(_imported(tree))
    docstrings = set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _of_import(node, edit)
        elif isinstance(node, ast.Attribute):
            yield from _of_attribute(node, imported)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield from _of_text(node)


def _of_import(node: ast.Import | ast.ImportFrom, edit: str) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        names = {alias.name for alias in node.names} & ATTRIBUTES.get(module, set())
        modules = [module, *(f"{module}.{name}" for name in names)]
    else:
        modules = [alias.name for alias in node.names]
    for name in modules:
        top, _, rest = name.partition(".")
        if top in MODULES:
            yield node.lineno, f"imports {name}, {MODULES[top]}"
        elif top == "pytest" and edit == "app.py":
            yield node.lineno, "imports pytest, the program that runs the checks"
        elif rest in ATTRIBUTES.get(top, ()):
            yield node.lineno, f"uses {name}"


def _of_attribute(node: ast.Attribute, imported: dict[str, str]) -> Iterator[tuple[int, str]]:
    if node.attr in ANYWHERE:
        yield node.lineno, f"uses {node.attr}"
        return
    if not isinstance(node.value, ast.Name):
        return
    known = imported.get(node.value.id)
    if known is not None and node.attr in ATTRIBUTES.get(known, ()):
        yield node.lineno, f"uses {known}.{node.attr}"
    elif known is not None and isinstance(node.ctx, ast.Store) and _is_shared(known):
        yield node.lineno, f"changes {known}.{node.attr} for everything that runs in this process"


def _is_shared(name: str) -> bool:
    """Tell whether a name is that of a module or a class, not of one of Flask's proxies such as g."""
    last = name.rpartition(".")[2]
    return "." not in name or last[:1].isupper()


def _of_text(node: ast.Constant) -> Iterator[tuple[int, str]]:
    text = str(node.value)
    if found := CHECKS.search(text):
        yield node.lineno, f"names {found[0]}: the checks"
    for part, what in TEXTS.items():
        if part in text:
            yield node.lineno, f"names {part}: {what}"


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names that imports bind, with what they stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0], alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module or ''}.{alias.name}"


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the texts that stand alone: docstrings and comments written as texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
