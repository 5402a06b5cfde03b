"""The page of the keys, and the report of a mistake."""

from __future__ import annotations

import platform
import tomllib
from html import unescape
from pathlib import Path

from course.site.pages.keys import KEYS
from course.values.version import VERSION
from tests.site.conftest import JSON, STEP

ROOT = Path(__file__).parents[3]


def test_the_version_is_the_package_s():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION


def test_every_key_is_listed_for_people_and_programs(client):
    page, values = client.get("/keys").text, client.get("/keys", headers=JSON).json["groups"]

    assert [group["where"] for group in values] == [where for where, _ in KEYS]
    for _, rows in KEYS:
        for keys, does in rows:
            assert all(f"<kbd>{key}</kbd>" in page for key in keys)
            assert does in unescape(page)


def test_every_page_can_be_reported(client):
    for path in ("/", STEP, "/exercises/01_echo/", "/codes/404", "/keys", "/nowhere"):
        page = client.get(path).text
        assert f"Page: {path}\nCourse {VERSION}, Python {platform.python_version()}, Flask " in page


def test_the_report_of_a_question_says_the_answer(client):
    client.post(f"{STEP}/answers", data={"question": "stored-code", "choice": "201", "confidence": "sure"})
    page = unescape(client.get(STEP).text)

    assert "Question: stored-code\nMy answer: " in page
    assert f"Page: {STEP}\nCourse {VERSION}" in page


def test_an_open_question_has_no_report_that_tells_its_key(client):
    assert "The course says" not in client.get(STEP).text
