"""Apps shown as right keep the rules of the lessons before them."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.authoring.right_apps import EXCEPTIONS, check_right_apps, lines_without_location
from course.lessons.parser import read_source

HEAD = "from flask import Flask, request\n\napp = Flask(__name__)\n"
WRONG = f'{HEAD}\n\n@app.get("/")\ndef home():\n    return "", 204\n'
GOOD = f"""{HEAD}

@app.post("/bells")
def ring():
    bell = request.get_json()
    if not isinstance(bell, dict):
        return {{"error": "Send an object"}}, 400
    return bell, 201, {{"Location": "/bells/1"}}


@app.get("/bells/<int:number>")
def look(number):
    return {{"error": "No such bell"}}, 404
"""
PITFALL = """
## One {{#one level=foundation}}

/// pitfall | A bell
    wrong: wrong.py
    right: right.py
    send: {send}

x
///
"""


def told(folder: Path, slug: str, right: str, send: str = "GET /bells/1") -> list[str]:
    """Return what is said of a lesson with one pitfall and this app on its right side."""
    (folder / "wrong.py").write_text(WRONG, encoding="utf-8")
    (folder / "right.py").write_text(right, encoding="utf-8")
    source = read_source(PITFALL.format(send=send), folder / "lesson.md", slug)
    return [error.message for error in check_right_apps(source)]


def test_a_good_app_is_not_named(tmp_path: Path) -> None:
    assert told(tmp_path, "20_last", GOOD) == []


def test_a_201_without_location_is_named_from_lesson_5_on(tmp_path: Path) -> None:
    bare = GOOD.replace(', {"Location": "/bells/1"}', "")
    assert told(tmp_path, "04_early", bare) == []
    assert told(tmp_path, "05_success", bare) == [
        "right.py answers 201 without Location, and it is shown as right."
    ]


def test_a_put_needs_no_location() -> None:
    view = '@app.{}("/bells/1")\ndef ring():\n    return {{}}, 201\n'
    assert lines_without_location(view.format("put")) == []
    assert lines_without_location(view.format("post")) == [3]
    assert lines_without_location("ANSWER = {}, 201\n") == [1]


def test_a_body_that_is_no_object_is_named_from_lesson_10_on(tmp_path: Path) -> None:
    trusting = GOOD.replace("not isinstance(bell, dict)", 'bell["name"] == ""')
    assert told(tmp_path, "09_early", trusting) == []
    assert told(tmp_path, "10_shape", trusting) == [
        f"POST /bells with the body {body} is 500 in right.py." for body in ("null", "5", "[]")
    ]


def test_a_probe_is_sent_as_the_lesson_sends_its_own_request(tmp_path: Path) -> None:
    keyed = GOOD.replace(
        "    if not isinstance(bell, dict)",
        '    if request.headers.get("X-Key"):\n        bell["name"]\n    if not isinstance(bell, dict)',
    )
    send = (
        "{request: POST /bells, headers: {X-Key: k, Content-Type: application/merge-patch+json}, body: '{}'}"
    )
    assert told(tmp_path, "10_shape", keyed) == []
    assert len(told(tmp_path, "10_shape", keyed, send)) == 3


def test_head_must_answer_as_get_does(tmp_path: Path) -> None:
    lacking = GOOD.replace(
        '    return {"error": "No such bell"}, 404',
        '    return ("", 405) if request.method == "HEAD" else {"bell": number}',
    )
    assert told(tmp_path, "10_shape", lacking) == ["HEAD /bells/1 is 405 in right.py, and GET is 200."]


def test_an_error_in_plain_text_is_named_from_lesson_13_on(tmp_path: Path) -> None:
    plain = GOOD.replace('{"error": "No such bell"}, 404', '"No such bell", 404')
    assert told(tmp_path, "12_early", plain) == []
    assert told(tmp_path, "13_bodies", plain) == [
        "the 404 to GET /bells/1 of right.py is not an object in JSON."
    ]
    # Flask's own page may stand: taking it over is the subject of one lesson.
    assert told(tmp_path, "13_bodies", GOOD, "GET /nowhere") == []


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_an_exception_is_an_app_that_there_is(name: str) -> None:
    root = Path(__file__).resolve().parents[2]
    assert (root / "lessons" / name).is_file()
    assert EXCEPTIONS[name].endswith(".")
