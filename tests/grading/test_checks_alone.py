"""What runs beside learners' code needs no process, socket, database or YAML, and nothing of higher folders.

So it also runs where there is none of them, such as in a browser.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKS = ROOT / "course" / "grading" / "checks"
MODULES = sorted(file.stem for file in CHECKS.glob("*.py"))
#: What a module of the checks may import from the course.
ALLOWED = ("course.grading.checks", "course.values", "course.places")
REFUSED = ("subprocess", "multiprocessing", "socket", "sqlite3", "yaml")

#: The libraries first: they may use what the checks may not. None in sys.modules refuses an import.
IMPORT_ALONE = """
import sys
import flask, flask.testing, pytest, werkzeug.test
import _pytest.assertion.rewrite

for name in {refused!r}:
    sys.modules[name] = None

class OnlyChecks:
    def find_spec(self, name, path=None, target=None):
        parents = [part for part in {allowed!r} if f"{{part}}.".startswith(f"{{name}}.")]
        inside = [part for part in {allowed!r} if f"{{name}}.".startswith(f"{{part}}.")]
        if name.partition(".")[0] == "course" and not (parents or inside):
            raise ImportError(f"the checks import {{name}}")
        return None

sys.meta_path.insert(0, OnlyChecks())
"""

#: A check of a learner's app from its collection to its result, in the very same process.
GRADE_ALONE = """
from pathlib import Path
from course.grading.checks import judge
from course.grading.checks.fixtures import SEED, SUBMISSION
from course.grading.checks.recorder import RESULT, Recorder

class Session:
    def pytest_configure(self, config):
        config.pluginmanager.register(Recorder(lambda item: (3, "")))
        config.stash[SUBMISSION], config.stash[SEED] = Path(sys.argv[1]) / "app.py", 7

    def pytest_runtest_teardown(self, item):
        items.append(item)

items = []
folder = sys.argv[1]
options = ["-c", folder + "/pytest.ini", "-p", "course.grading.checks.fixtures", "-p", "no:cacheprovider"]
pytest.main([*options, "--noconftest", "-q", folder], plugins=[Session()])
for item in items:
    result = item.stash[RESULT]
    print("RESULT", result.name, result.outcome, result.came_back, result.seed, sep="|")
"""


def alone(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process in which nothing but the checks can be imported."""
    head = IMPORT_ALONE.format(refused=REFUSED, allowed=ALLOWED)
    command = [sys.executable, "-c", head + code, *arguments]
    # Plugins of libraries that happen to be installed are no part of it.
    environment = dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("name", REFUSED + ("course.text.safe_yaml", "course.exercises.catalogue"))
def test_the_fence_holds(name):
    done = alone(f"import {name}")
    assert done.returncode == 1 and "Error" in done.stderr


def test_every_module_can_be_imported_alone():
    names = [f"course.grading.checks.{name}".removesuffix(".__init__") for name in MODULES]
    assert len(names) > 10
    done = alone("".join(f"import {name}\n" for name in names))
    assert done.returncode == 0, done.stderr


def test_a_check_runs_alone(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "app.py").write_text(
        "from flask import Flask\napp = Flask(__name__)\n@app.get('/<w>')\ndef say(w): return {'w': w}\n"
    )
    (tmp_path / "test_say.py").write_text(
        "def test_right(client):\n"
        '    """A word is said."""\n'
        "    assert client.get('/you').json['w'] == 'you'\n"
        "def test_wrong(client):\n"
        '    """A word is not found."""\n'
        "    assert client.get('/' + client.unseen('w')).status_code == 404\n"
    )
    done = alone(GRADE_ALONE, str(tmp_path))
    results = [line for line in done.stdout.splitlines() if line.startswith("RESULT")]
    assert results == ["RESULT|test_right|passed||", "RESULT|test_wrong|wrong|200 OK|7"], done


def imports_of(file: Path) -> Iterator[tuple[str, int]]:
    """Every import of a file, those inside functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module), node.lineno


@pytest.mark.parametrize("name", MODULES)
def test_no_function_imports_later_what_the_module_may_not(name):
    for target, line in imports_of(CHECKS / f"{name}.py"):
        top = target.partition(".")[0]
        assert top not in REFUSED, f"{name}.py:{line} imports {target}"
        assert top != "course" or target.startswith(ALLOWED), f"{name}.py:{line} imports {target}"


FOLDERS = (
    ROOT / "exercises",
    ROOT / "tests" / "fixtures" / "grading" / "exercises",
    ROOT / "course" / "grading" / "machine" / "warm_up",
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_files_of_checks_know_one_module_of_the_course(folder):
    files = [file for file in folder.rglob("*.py") if file.name.startswith(("test_", "conftest"))]
    assert files
    for file in files:
        for target, line in imports_of(file):
            known = target in (
                "course",
                "course.grading.checks.public",
                "course.terminal.own_checks",
                "course.terminal.pytest_plugin",
            )
            assert known or not target.startswith("course"), f"{file.relative_to(ROOT)}:{line}: {target}"
