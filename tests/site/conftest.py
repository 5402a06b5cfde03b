"""A course of two tiny lessons and one exercise, served from temporary folders."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from course import create_app

LESSONS = Path(__file__).parent.parent / "fixtures" / "site" / "lessons"
STEP = "/lessons/01_shop/stored"
JSON = {"Accept": "application/json"}

README = """---
title: Say it back
lesson: 01_shop#stored
codes: [200, 404]
minutes: 5
level: foundation
---
The story of an echo.

## Contract

| Row | Request | Answer |
|---|---|---|
| echo | `GET /echo/<word>` | {200}; JSON with `word` |
| missing | `GET /nothing` | {404} |

## Yours to decide

The case of the word.

### Hint 1
HINT-ONE look at the return.

### Hint 2
HINT-TWO say the word.
"""

STUB = '''"""An echo that says nothing."""

from flask import Flask

app = Flask(__name__)


@app.get("/echo/<word>")
def echo(word):
    return {"said": ""}
'''

SOLVED = STUB.replace('{"said": ""}', '{"word": word}')

CHECKS = '''"""Checks of 01_echo."""


def test_echo(client):
    """The word comes back.

    Row: echo
    Source: RFC 9110 §15.3.1
    Hint: 2
    """
    word = client.unseen("word")
    answer = client.get(f"/echo/{word}")
    assert answer.status_code == 200
    assert answer.json["word"] == word


def test_missing(client):
    """An unknown address is 404.

    Row: missing
    Source: RFC 9110 §15.5.5
    """
    assert client.get("/nothing").status_code == 404
'''


def write_exercise(folder: Path, source: str = STUB) -> None:
    """Write the exercise 01_echo into a folder of exercises."""
    home = folder / "01_echo"
    (home / ".meta").mkdir(parents=True)
    (home / "README.md").write_text(README, encoding="utf-8")
    (home / "app.py").write_text(source, encoding="utf-8")
    (home / ".meta" / "stub.py").write_text(STUB, encoding="utf-8")
    (home / "test_echo.py").write_text(CHECKS, encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    """Return the settings of a site on temporary folders; two apps made from them share their progress."""
    lessons = tmp_path / "lessons"
    shutil.copytree(LESSONS, lessons)
    write_exercise(tmp_path / "exercises")
    # A test saves a file and asks at once, faster than any author.
    return {"ROOT": tmp_path, "INSTANCE": tmp_path / "instance", "LESSONS_FRESH_FOR": 0}


@pytest.fixture
def make_app(settings: dict[str, Any]) -> Iterator[Callable[[], Flask]]:
    """Return a function that starts the site (again); everything is closed at the end."""
    made: list[Flask] = []

    def make() -> Flask:
        made.append(create_app(dict(settings)))
        return made[-1]

    yield make
    for app in made:
        app.extensions["course"].close()


@pytest.fixture
def app(make_app: Callable[[], Flask]) -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def answer(client: FlaskClient) -> Callable[..., Any]:
    """Return a function that sends one answer the way the form does."""

    def send(question: str, *choice: str, confidence: str = "sure", step: str = STEP, **more: Any) -> Any:
        data = {"question": question, "choice": list(choice), "confidence": confidence}
        return client.post(f"{step}/answers", data=data, **more)

    return send
