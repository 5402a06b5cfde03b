"""A copy of the course with two small exercises, and its verbs as people type them: real processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

README = """---
title: Ping means pong
lesson: 01_ping
codes: [200]
minutes: 5
level: foundation
---
Answer a ping.

## Contract

| Row | Request | Answer |
|---|---|---|
| ping | `GET /ping` | {200}, `pong` |

### Hint 1
Look at the path.
### Hint 2
A path that does not exist is {404}.
"""

STUB = """from flask import Flask

app = Flask(__name__)


@app.get("/pong")
def pong():
    return "pong"
"""

CHECKS = '''def test_ping_is_answered(client):
    """A ping is answered 200.

    Row: ping
    Source: RFC 9110 §15.3.1
    """
    assert client.get("/ping").status_code == 200
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A course folder with the real code and two small exercises."""
    root = tmp_path_factory.mktemp("course")
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("course", "templates", "static"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
    for file in ("run.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / file, root)
    (root / "lessons").mkdir()
    (root / "exercises").mkdir()
    shutil.copy(ROOT / "exercises" / "conftest.py", root / "exercises")
    for slug in ("01_ping", "02_ping_again"):
        folder = root / "exercises" / slug
        (folder / ".meta").mkdir(parents=True)
        (folder / "README.md").write_text(README, encoding="utf-8")
        (folder / f"test_{slug[3:]}.py").write_text(CHECKS, encoding="utf-8")
        (folder / ".meta" / "stub.py").write_text(STUB)
        (folder / ".meta" / "solution.py").write_text(STUB.replace("/pong", "/ping"))
    return root


@pytest.fixture
def root(copy: Path) -> Path:
    """The copy, as on the first day."""
    shutil.rmtree(copy / "instance", ignore_errors=True)
    for folder in (copy / "exercises").glob("0*"):
        shutil.copy(folder / ".meta" / "stub.py", folder / "app.py")
    return copy


#: What would say where the course is reached, on a machine where the tests run.
PLACES = ("PORT", "CODESPACES", "GITPOD_WORKSPACE_URL", "VSCODE_PROXY_URI")


def environment(**changes: str) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("COURSE_", "PYTHON")) and k not in PLACES}
    return {**own, **changes}


def run(root: Path, *argv: str, given: str = "", **changes: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, root / "run.py", *argv],
        cwd=root.parent, env=environment(**changes), input=given, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def learner_file(root: Path) -> Path:
    return root / "exercises" / "01_ping" / "app.py"


def solve(root: Path) -> None:
    learner_file(root).write_text((root / "exercises" / "01_ping" / ".meta" / "solution.py").read_text())
