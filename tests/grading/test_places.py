"""A report names the line that answered: the return, the hook, or what raised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course.grading.checks.answers import Record
from course.grading.checks.client import Client
from course.grading.checks.submission import Submission

APP = """
import functools
from threading import Lock
from flask import Flask, abort, request
from flask.views import MethodView
app = Flask(__name__)
lock = Lock()

@app.before_request
def guard():
    if "X-Badge" in request.headers:
        return {"error": "no"}, 401
    if "X-Bad" in request.headers:
        abort(400)

@app.errorhandler(409)
def conflict(error):
    return {"error": "conflict"}, 409

@app.after_request
def mark(response):
    response.headers["X-Seen"] = "1"
    return response

def find(name):
    if name == "missing":
        abort(404)
    if name == "twice":
        abort(409)
    return {"name": name}

def token(view):
    @functools.wraps(view)
    def checked(*args, **kwargs):
        if request.args.get("token") == "bad":
            return {"error": "token"}, 403
        return view(*args, **kwargs)
    return checked

def bare(view):
    def around(**kwargs):
        return view(**kwargs)
    return around

@app.get("/rooms/<name>")
@token
def show(name):
    if name == "blue":
        return {"blue": True}
    room = find(name)
    return room

@app.get("/halls/<name>", endpoint="halls")
@bare
def hall(name):
    try:
        find("missing")
    except Exception:
        pass
    with lock:
        return {  # here
            "name": name,
        }

class Floor(MethodView):
    def get(self):
        return {"floor": 1}

    def post(self):
        return None

app.add_url_rule("/floors", view_func=Floor.as_view("floors"))

@app.get("/radio")
def radio():
    return app.config["RADIO"]()
"""
LINES = APP.split("\n")
BLUE = {"path": "/rooms/blue"}
#: name: (request, a part of the line that is meant, what stands behind the place)
CASES = {
    "the return that ran": (BLUE, 'return {"blue": True}', "in show"),
    "another return": ({"path": "/rooms/red"}, "return room", "in show"),
    "a hook that answers": (
        {**BLUE, "headers": {"X-Badge": "1"}},
        '"no"}, 401',
        "in guard, a before_request function",
    ),
    "a hook that raises": ({**BLUE, "headers": {"X-Bad": "1"}}, "abort(400)", "in guard"),
    "a helper that raises": ({"path": "/rooms/missing"}, "abort(404)", "in find"),
    "a decorator that answers": ({"path": "/rooms/blue?token=bad"}, '"token"}, 403', "in checked"),
    "a return in a with block": ({"path": "/halls/a"}, "return {  # here", "in hall"),
    "a method of a view": ({"path": "/floors"}, '"floor": 1', "in get"),
}


@pytest.fixture
def client(tmp_path: Path) -> Client:
    (tmp_path / "app.py").write_text(APP)
    return Client(Record(Submission(tmp_path, tmp_path / "app.py"), seed=1))


def line_of(part: str) -> int:
    (number,) = [i for i, line in enumerate(LINES, start=1) if part in line]
    return number


@pytest.mark.parametrize("name", CASES)
def test_the_line_that_answered(name: str, client: Client) -> None:
    options, part, rest = CASES[name]

    where = client.send(**options).where  # type: ignore[arg-type]

    assert where == f"app.py:{line_of(part)} {rest}"


def test_a_handler_is_named_with_its_cause(client: Client) -> None:
    where = client.get("/rooms/twice").recorded.where

    cause, handler = line_of("abort(409)"), line_of('"conflict"}')
    assert where == f"app.py:{cause} in find, then app.py:{handler} in conflict"


def test_what_no_function_answers_is_named_as_before(client: Client) -> None:
    assert client.get("/nowhere").recorded.where == "no route of app.py matches GET /nowhere"
    assert client.delete("/floors").recorded.where.startswith("a route of app.py matches the path")
    assert client.open("/floors", "OPTIONS").recorded.where == "Flask itself: no view answers OPTIONS here"


def test_checks_that_raise_inside_a_view_are_not_named(client: Client, tmp_path: Path) -> None:
    checks = compile("def fail():\n    raise KeyError", str(tmp_path / "test_rooms.py"), "exec")
    names: dict[str, Any] = {}
    exec(checks, names)
    client.app.config["RADIO"] = names["fail"]

    where = client.get("/radio").recorded.where

    assert where == f"app.py:{line_of('RADIO')} in radio"
