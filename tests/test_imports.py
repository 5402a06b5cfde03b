"""A folder of course/ is a layer: it imports lower folders only, also inside functions, never in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Folders and single modules of course/, from low to high.
LAYERS = (
    "values",
    "data",
    "places",
    "text",
    "progress",
    "lessons",
    "exercises",
    "reference",
    "reference/search",
    "challenge",
    "recall",
    "ways",
    "grading/checks",
    "grading/evidence",
    "grading",
    "grading/machine",
    "practice",
    "classroom",
    "authoring",
    "site/http",
    "site/present",
    "site/pages",
    "site",
    "terminal",
    "",
)
#: Layers that may load Flask and click when they are loaded; everything else is tested without an app.
DOORS = ("site", "terminal")
#: Runs the small apps of lessons, in this process or in another one.
RUNS_APPS = (
    "course.lessons.apps",
    "course.lessons.trace",
    "course.lessons.trace_notes",
    "course.lessons.trace_stations",
    "course.lessons.trace_values",
)
MOST_LINES = 400

MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted((ROOT / "course").rglob("*.py"))
    # Files in a folder without __init__.py are data: small apps, the exercise that warms a grader up.
    if (file.parent / "__init__.py").exists()
}


def layer_of(name: str) -> str:
    path = name.removeprefix("course").removeprefix(".").replace(".", "/")
    return max((layer for layer in LAYERS if f"{path}/".startswith(f"{layer}/") or not layer), key=len)


def imports_of(name: str) -> Iterator[tuple[str, int, bool]]:
    """Every import of a module: what, the line, and whether it happens when the module is loaded."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    lazy = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    typing = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: write the import from the top: from course..."
        for target in targets_of(node):
            yield target, node.lineno, node not in lazy and node not in typing


def targets_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        inner = (f"{node.module}.{alias.name}" for alias in node.names)
        yield from (name if name in MODULES else str(node.module) for name in inner)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_lower_layers_only(name):
    mine = layer_of(name)
    for target, line, _ in imports_of(name):
        theirs = layer_of(target) if target in MODULES else mine
        assert LAYERS.index(theirs) <= LAYERS.index(mine), f"{name}:{line} climbs to {target}"


def test_no_module_imports_itself_in_a_circle():
    graph = {name: {found for found, _, _ in imports_of(name) if found in MODULES} for name in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for target in sorted(graph[name] - {name}):
                visit(target, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", [name for name in MODULES if not layer_of(name).startswith(DOORS)])
def test_only_the_doors_know_flask_and_click(name):
    for target, line, at_load in imports_of(name):
        at_load = at_load and name not in RUNS_APPS
        top = target.partition(".")[0]
        assert top != "click" and not (at_load and top in ("flask", "werkzeug", "waitress")), (
            f"{name}:{line} loads {target}"
        )


@pytest.mark.parametrize("name", MODULES)
def test_code_of_learners_and_authors_is_never_imported(name):
    foreign = {"exercises", "lessons", "tests", "app", "run"}
    for target, line, _ in imports_of(name):
        assert target.partition(".")[0] not in foreign, f"{name}:{line} imports {target}"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_can_be_read_in_one_sitting(name):
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{name} has {lines} lines: give half of it a module of its own"


def test_the_verbs_are_there_before_flask_is_loaded():
    code = "import sys, course.terminal.main; sys.exit('flask' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_house_in_the_design_document_is_the_house():
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    tree = text.split("## The house")[1].split("```")[1]
    told = [line.split()[0].rstrip("/").removesuffix(".py") for line in tree.strip().splitlines()]
    assert told == [layer for layer in LAYERS if layer]
    folders = {module.rpartition(".")[0].replace(".", "/") for module in MODULES if "." in module}
    assert {folder.removeprefix("course/") for folder in folders if folder != "course"} - set(told) == {
        "site/pages/exercises",
        "site/pages/lessons",
    }
