"""Which line of an app answered: a view, a hook, a handler, a helper, or none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from course.lessons.apps import run
from course.values.wire import Request

APP = """from flask import Flask, abort, g

app = Flask(__name__)
seen = []


@app.before_request
def early():
    if g.get("never"):
        return "never"
    return None


@app.after_request
def late(response):
    response.headers["X-Late"] = "1"
    return response


@app.errorhandler(404)
def missing(error):
    return {"error": "none"}, 404


def wrapped(view):
    def around():
        return view()

    return around


@app.get("/plain")
def plain():
    seen.append(1)
    return "plain"


@app.get("/two/<int:n>")
def two(n):
    if n > 1:
        return "many", 202
    return "one"


@app.get("/refused")
def refused():
    abort(404)


@app.get("/teapot")
def teapot():
    abort(418)


@app.get("/broken")
def broken():
    return 1 / 0


@app.get("/caught")
def caught():
    try:
        return {}["x"]
    except KeyError:
        return "caught"


@app.get("/wrapped", endpoint="wrapped")
@wrapped
def inside():
    return {"wrapped": True}


@app.get("/nested")
def nested():
    inner = app.test_client().get("/two/5")
    return f"the other said {inner.status_code}"


@app.get("/stream")
def stream():
    def parts():
        yield "a"
        yield "b"

    return parts()
"""


@pytest.fixture
def answered(tmp_path: Path):
    """Return a function that asks a path and returns the texts of the lines that answered."""
    file = tmp_path / "app.py"
    file.write_text(APP, encoding="utf-8")

    def ask(path: str) -> list[str]:
        (exchange,) = run(file, (Request("GET", path),))
        return [APP.splitlines()[number - 1].strip() for number in exchange.answered_at]

    return ask


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("/plain", ['return "plain"']),
        ("/two/1", ['return "one"']),
        ("/two/2", ['return "many", 202']),
        ("/refused", ['return {"error": "none"}, 404', "abort(404)"]),
        ("/nowhere", ['return {"error": "none"}, 404']),
        ("/teapot", ["abort(418)"]),
        ("/broken", ["return 1 / 0"]),
        ("/caught", ['return "caught"']),
        ("/wrapped", ["return view()", 'return {"wrapped": True}']),
        ("/nested", ['return f"the other said {inner.status_code}"']),
        ("/stream", ["return parts()"]),
    ],
)
def test_the_line_that_answered(answered, path, lines):
    assert answered(path) == lines


def test_what_flask_answers_by_itself_has_no_line(answered):
    assert answered("/plain/") != ['return "plain"']


def test_a_tracer_that_was_there_before_is_there_again(answered):
    def mine(*_):
        return None

    before = sys.gettrace()
    sys.settrace(mine)
    try:
        answered("/plain")
        assert sys.gettrace() is mine
    finally:
        sys.settrace(before)
