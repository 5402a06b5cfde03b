"""A right answer that breaks on a hostile value is found, and where the README ends its promise is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course.authoring.pool_changes import changes, places
from course.authoring.pool_proof import PoolProof, Promise, promise_of, prove_pool
from course.authoring.pool_sending import Came
from course.exercises.catalogue import Catalogue
from course.values.exercise import Exercise
from course.values.wire import Request

README = """\
---
title: Tea house
lesson: 01_one_number
codes: [201, 400]
minutes: 5
level: foundation
---
A tea house takes orders.

## Contract

| Row | Request | Answer |
|---|---|---|
| order | `POST /orders` with a JSON object that has a `tea` | {201}, the order as JSON |
| broken | any other JSON | {400} or {422}, a JSON object with `error` |

## Yours to decide

What JSON gets that nests thousands of levels deep.

### Hint 1
One.
### Hint 2
Two.
### Hint 3
Three.
"""
CHECKS = '''\
def test_order(client):
    """An order is answered 201.

    Row: order, broken
    Source: RFC 9110 §15.3.2
    Hint: 1
    """
    answer = client.post("/orders", json={"tea": client.unseen("tea")})
    assert answer.status_code == 201
    assert client.post("/orders", json=[]).status_code in (400, 422)
'''
RIGHT = """\
from flask import Flask, request

app = Flask(__name__)


@app.post("/orders")
def order():
    tea = request.get_json()
    if not isinstance(tea, dict) or "tea" not in tea:
        return {"error": "There is no tea in it."}, 400
    return {"tea": tea["tea"]}, 201
"""
#: It refuses what it is shown, and breaks on null.
BREAKS_ON_NULL = RIGHT.replace(
    'not isinstance(tea, dict) or "tea" not in tea', 'tea == [] or not hasattr(tea, "keys") and len(tea) > -1'
).replace('tea["tea"]', 'tea.get("tea")')


def made(tmp_path: Path, **accepted: str) -> Exercise:
    """Return an exercise with these accepted answers beside its reference."""
    folder = tmp_path / "exercises" / "01_orders"
    (folder / ".meta" / "accept").mkdir(parents=True)
    (folder / "README.md").write_text(README, encoding="utf-8")
    (folder / "test_orders.py").write_text(CHECKS, encoding="utf-8")
    for name, source in {
        "solution": RIGHT,
        "stub": RIGHT,
        **{f"accept/{n}": s for n, s in accepted.items()},
    }.items():
        (folder / ".meta" / f"{name}.py").write_text(source, encoding="utf-8")
    found = Catalogue(tmp_path / "exercises").get("01_orders")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Exercise, PoolProof]:
    exercise = made(tmp_path_factory.mktemp("pool"), null=BREAKS_ON_NULL)
    return exercise, prove_pool(exercise)


def test_an_answer_that_crashes_on_null_is_found(broken: tuple[Exercise, PoolProof]) -> None:
    _, proof = broken

    assert "null: POST /orders (201), the body is null → 500 TypeError" in proof.problems
    assert not [problem for problem in proof.problems if problem.startswith("solution")]


def test_what_right_answers_answer_differently_is_listed(broken: tuple[Exercise, PoolProof]) -> None:
    _, proof = broken

    assert "POST /orders (201), the body is null → 400 (solution) or 500 (null)" in proof.differences


def test_a_line_allows_a_finding_and_a_stale_one_is_named(broken: tuple[Exercise, PoolProof]) -> None:
    exercise, proof = broken
    file = exercise.folder / ".meta" / "pool.txt"
    file.write_text(
        "null: POST /orders *, the body is * → 500 TypeError => only objects are promised\n* → 418 => tea\n",
        encoding="utf-8",
    )

    left = prove_pool(exercise).problems

    assert "null: POST /orders (201), the body is null → 500 TypeError" not in left
    assert ".meta/pool.txt:2: nothing needs this line: * → 418" in left
    assert set(left) - set(proof.problems) == {".meta/pool.txt:2: nothing needs this line: * → 418"}
    # The reference alone needs no line, and says nothing of lines that others may need.
    assert prove_pool(exercise, most=1).problems == []


def test_an_answer_that_ends_its_process_is_named(tmp_path: Path) -> None:
    ends = RIGHT.replace(
        "    tea = ",
        "    if request.content_type != 'application/json':\n        __import__('os')._exit(3)\n    tea = ",
    )

    problems = prove_pool(made(tmp_path, ends=ends)).problems

    assert len(problems) == 1
    assert problems[0].startswith("ends.py: the process ended with 3.")


def promise(text: str = "") -> Promise:
    allowed = frozenset({"RecursionError"} if "nest" in text else ())
    return Promise(frozenset({201, 400}), (frozenset({400, 422}),), True, "every" in text, allowed)


@pytest.mark.parametrize(
    ("came", "text", "problem"),
    [
        (Came(0, "body", "", 400), "", ""),
        (Came(0, "body", "", 418), "", "418, which the README does not name"),
        (Came(0, "method", "by OPTIONS", 200), "", ""),
        (
            Came(0, "body", "", 0, broken="the connection closed"),
            "",
            "no whole answer: the connection closed",
        ),
        (Came(0, "body", "", 500, error="KeyError: 'a'"), "", "500 KeyError"),
        (Came(0, "body", "", 500, error="RecursionError: deep"), "", "500 RecursionError"),
        (Came(0, "body", "", 500, error="RecursionError: deep"), "nest", ""),
        (Came(0, "body", "the body is lists that do not end", 500), "nest", ""),
        (Came(0, "body", "the body is null", 500), "nest", "500"),
        (Came(0, "body", "", 404, not_json=True), "", "404 without JSON"),
        (Came(0, "path", "", 404, not_json=True, routed=False), "", ""),
        (Came(0, "type", "", 415, not_json=True, flasks=True), "", ""),
        (Came(0, "type", "", 415, not_json=True, flasks=True), "every", "415 without JSON"),
    ],
)
def test_rules_that_hold_for_every_readme(came: Came, text: str, problem: str) -> None:
    assert promise(text).problem(came, 201) == problem


def test_codes_that_a_readme_joins_by_or_are_the_same(tmp_path: Path) -> None:
    found = promise_of(made(tmp_path))

    assert found.same([400, 422])
    assert not found.same([201, 400])
    assert (found.json_errors, found.allowed) == (True, frozenset({"RecursionError"}))


def test_every_place_of_a_request_is_changed_by_every_kind_of_value() -> None:
    body = json.dumps({"tea": {"name": "assam"}, "grams": [1]}).encode()
    request = Request("POST", "/teas/1?q=a", (("Accept", "a/b"),), body)

    made = {one.name: one.make() for one in changes(request, [2])}

    assert json.loads(made[".tea.name = null"].body) == {"tea": {"name": None}, "grams": [1]}
    assert json.loads(made[".grams.0 is gone"].body) == {"tea": {"name": "assam"}, "grams": []}
    assert made["the body is half an object"].body == b'{"a":'
    assert made["segment 2 = a text with a slash"].path == "/teas/plum%2Fcake?q=a"
    assert made["?q twice"].path == "/teas/1?q=a&q=a"
    assert made["Accept is gone"].headers == ()
    assert made["by DELETE"].method == "DELETE"
    assert len({(one.method, one.path, one.headers, one.body) for one in made.values()}) > 400


def test_places_are_found_outermost_first() -> None:
    assert list(places({"a": [{"b": 1}]})) == [("a",), ("a", 0), ("a", 0, "b")]
