"""Who may import whom in course/. Read with ast, so that imports inside functions count too."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: From low to high. A module imports lower ranks only; within views, any but in a circle.
#: A new module gets the lowest rank from which it can do its work.
RANKS: tuple[tuple[str, ...], ...] = (
    ("course.codes", "course.safe_yaml", "course.data", "course.content", "course.grading"),
    ("course.wire",),
    ("course.model", "course.snippets", "course.grading.report"),
    # What is on disk, as values; nothing is run.
    (
        "course.catalogue",
        "course.progress",
        "course.content.rfc",
        "course.content.marks",
        "course.content.figures",
    ),
    ("course.sources", "course.follow", "course.content.apps"),
    # Lessons: text -> blocks -> lesson -> all lessons -> all mistakes.
    ("course.content.blocks",),
    ("course.content.markup", "course.content.parser"),
    ("course.content.builder",),
    ("course.content.library",),
    ("course.content.audit", "course.usage"),
    # Grading: learner's file -> requests -> verdict -> process -> report.
    (
        "course.grading.mutants",
        "course.grading.submission",
        "course.grading.rule",
        "course.grading.meanings",
        "course.grading.worker_job",
    ),
    ("course.grading.client", "course.reference"),
    # What is looked up beside the lessons: by code, by question, by word.
    ("course.decision", "course.search"),
    # A learner's file that is no app: tests, or a document.
    ("course.grading.suite", "course.grading.document"),
    ("course.grading.fixtures", "course.grading.judge", "course.grading.wording"),
    ("course.grading.recorder", "course.grading.process", "course.grading.tutor"),
    ("course.grading.runner", "course.grading.worker"),
    ("course.grading.standby", "course.grading.plugin", "course.grading.console"),
    ("course.attempts",),
    ("course.watch", "course.proof"),
    ("course.views", "course.views.*"),
    ("course",),
    ("course.cli",),
)

#: Imports against the order, each for a reason. They stand inside functions.
LAZY = {
    ("course", "course.cli"): "the factory gives the app its verbs",
    ("course.cli", "course"): "the verbs serve the app",
}

#: May import Flask or Werkzeug when they are loaded. Everything else is tested without an app.
FLASK = ("course.content.apps", "course.views", "course.views.*")

#: Grading must not depend on lessons or pages: it is what later runs elsewhere.
GRADING_NEVER = ("course.content.*", "course.views", "course.views.*", "course.cli", "course.attempts")

#: Learners' and authors' code. It is run in processes and sandboxes of its own, never imported.
FOREIGN = {"exercises", "lessons", "tests", "app", "run"}


@dataclass(frozen=True)
class Import:
    """One import: who, what, and whether it happens when the module is loaded."""

    importer: str
    target: str
    line: int
    at_load: bool


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


#: Files in a folder without __init__.py are data: the sample exercise that warms a grader up.
MODULES = {
    module_name(file): file
    for file in sorted((ROOT / "course").rglob("*.py"))
    if (file.parent / "__init__.py").exists()
}


def imports_of(name: str) -> Iterator[Import]:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    yield from _walk(tree, name, at_load=True)


def _walk(node: ast.AST, name: str, at_load: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue  # for the type checker only
        if isinstance(child, ast.Import | ast.ImportFrom):
            for target in _targets(child, name):
                yield Import(name, target, child.lineno, at_load)
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _walk(child, name, at_load and not inside)


def _targets(node: ast.Import | ast.ImportFrom, name: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    assert node.level == 0, f"{name}:{node.lineno}: write the import from the top: from course..."
    assert node.module
    for alias in node.names:
        inner = f"{node.module}.{alias.name}"
        yield inner if inner in MODULES else node.module


def rank(name: str) -> int:
    for number, patterns in enumerate(RANKS):
        if any(fnmatch(name, pattern) for pattern in patterns):
            return number
    pytest.fail(f"{name} has no rank yet: add it to RANKS, as low as its work allows")


def ours(imports: Iterator[Import]) -> list[Import]:
    return [found for found in imports if found.target in MODULES]


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_lower_ranks_only(name):
    for found in ours(imports_of(name)):
        if (name, found.target) in LAZY and not found.at_load:
            continue
        beside = name.startswith("course.views") and found.target.startswith("course.views")
        constants = name == "course.cli" and found.target == "course"
        lower = rank(found.target) < rank(name)
        assert lower or beside or constants, (
            f"{name}:{found.line} imports {found.target}, which has no lower rank. "
            "Move what both need into a lower module, or change RANKS with a reason."
        )


def test_no_module_imports_itself_in_a_circle():
    graph = {name: {found.target for found in ours(imports_of(name)) if found.at_load} for name in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for target in sorted(graph[name] - {name}):
                visit(target, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", [name for name in MODULES if not matches(name, FLASK)])
def test_flask_is_loaded_by_the_site_only(name):
    for found in imports_of(name):
        top = found.target.partition(".")[0]
        assert not (found.at_load and top in ("flask", "werkzeug", "waitress")), (
            f"{name}:{found.line} loads {found.target}. Import it inside the function that needs it."
        )


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("course.grading")])
def test_grading_knows_no_lessons_and_no_pages(name):
    for found in imports_of(name):
        assert not matches(found.target, GRADING_NEVER), f"{name}:{found.line} imports {found.target}"


@pytest.mark.parametrize("name", MODULES)
def test_code_of_learners_and_authors_is_never_imported(name):
    for found in imports_of(name):
        assert found.target.partition(".")[0] not in FOREIGN, f"{name}:{found.line} imports {found.target}"


def test_the_factory_loads_nothing_before_it_is_called():
    assert [found for found in ours(imports_of("course")) if found.at_load] == []


@pytest.mark.parametrize("name", ["course.catalogue", "course.progress", "course.attempts", "course.cli"])
def test_loading_these_does_not_load_flask(name):
    code = f"import sys, {name}; sys.exit('flask' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_rule_speaks_of_modules_that_can_exist():
    patterns = [pattern for rank_ in RANKS for pattern in rank_]
    assert len(patterns) == len(set(patterns))
    for importer, target in LAZY:
        assert {importer, target} <= set(MODULES)
