"""Every state that a page can be in, held against the rules of axe: wide and light, then narrow and dark."""

# ruff: noqa: F811 - fixtures of another module are used by name

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -r requirements-dev.txt")

from flask import abort

from course.progress.connection import Locked, NoRoom
from course.values.assignment import Assignment, written
from tests.site.browser.test_browser import (  # noqa: F401
    KINDS,
    STEP,
    axe_source,
    base,
    browser,
    expect,
    missing,
    predict,
    violations,
    visit,
)
from tests.site.browser.test_workbench_browser import EXERCISE, console, file, ready, type_over  # noqa: F401
from tests.site.conftest import SOLVED, STUB

pytestmark = pytest.mark.browser

#: A width with both columns and one with neither; together both schemes, every pair of colours.
LOOKS = ((1280, "light"), (390, "dark"))
#: The answers of the course that are pages of their own.
ERRORS = (400, 401, 403, 404, 405, 412, 413, 415, 422, 500)


class Looks:
    """Looks at one page in each of the looks, and remembers what breaks a rule."""

    def __init__(self, page) -> None:
        self.page = page
        self.axe = axe_source()
        self.found: dict[str, list[str]] = {}

    def see(self, name: str, narrow: str = "") -> None:
        """Look at the page as it is now; `narrow` is the tab of the workbench that a narrow page shows."""
        for width, scheme in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if narrow and width < 1000:
                self.page.locator(".bench > .tabs label", has_text=narrow).click()
            over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            problems = [f"scrolls sideways by {over}px"] if over > 0 else []
            problems += violations(self.page, self.axe) if self.axe else []
            if problems:
                self.found[f"{name} at {width}, {scheme}"] = problems
        self.page.set_viewport_size({"width": 1280, "height": 800})

    def open(self, path: str, name: str = "", narrow: str = "") -> None:
        """Look at a page with everything opened that can be opened."""
        self.page.goto(self.page.base + path)
        self.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        self.see(name or path, narrow)


@pytest.fixture
def looks(visit) -> Iterator[Looks]:
    """One page for a whole test; at the end no look of it broke a rule."""
    seen = visit(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    seen.page.base = seen.base
    looks = Looks(seen.page)
    looks.visit = seen
    yield looks
    assert looks.found == {}
    if not looks.axe:
        missing("axe-core is not installed: set AXE_PATH to axe.min.js")


@contextmanager
def excused(looks: Looks, words: str) -> Iterator[None]:
    """Let the browser complain of what a test does to it on purpose."""
    yield
    looks.visit.trouble = [one for one in looks.visit.trouble if not re.search(words, one)]


CRASHED = STUB.replace('{"said": ""}', '{"said": 1 / 0}')
UNREADABLE = STUB + "\ndef broken(:\n"
SLOW = STUB.replace("    return", "    while True:\n        pass\n    return")


def test_every_verdict_of_the_workbench_breaks_no_rule(looks, client, file, monkeypatch):
    monkeypatch.setenv("COURSE_TIME_LIMIT", "0.5")
    looks.open(EXERCISE, "not run", "Task")
    (file.parent / ".meta" / "solution.py").write_text(SOLVED, encoding="utf-8")
    for name, text, words in (
        ("wrong", STUB, "1 of 2 checks pass"),
        ("crashed", CRASHED, "Crashed"),
        ("cannot load", UNREADABLE, "Cannot load"),
        ("too slow", SLOW, "Too slow"),
        ("solved", SOLVED.replace("word}", "word, 'more': 1}"), "All 2 checks pass"),
    ):
        file.write_text(text, encoding="utf-8")
        client.post(f"{EXERCISE}runs")
        looks.open(EXERCISE, name, "Checks")
        expect(looks.page.locator(".bar")).to_contain_text(words)
    looks.open(EXERCISE, "solved, the task", "Solved")
    looks.open(EXERCISE, "solved, the comparison", "Code")


def test_what_happens_while_somebody_works_breaks_no_rule(looks, client, file):
    client.post(f"{EXERCISE}runs")
    page = ready(looks.visit.open(EXERCISE))
    page.locator(".reset summary").click()
    looks.see("the question before a reset", "Code")
    page.locator(".reset summary").click()
    console(page)
    looks.see("the console before a request", "Code")
    page.locator("#files label", has_text="app.py").click()
    page.get_by_role("button", name="Open hint 1 of 2 here").click()
    expect(page.locator("#detail .hint", has_text="HINT-ONE")).to_be_visible()
    looks.see("an open hint", "Checks")
    held = []
    page.route("**/source", lambda route: held.append(route))  # a save that does not end
    type_over(page, SOLVED)
    looks.see("a draft", "Code")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".bar")).to_have_attribute("aria-busy", "true")
    expect(page.locator("[data-note]")).to_be_visible()
    looks.see("a run that goes on", "Code")
    with excused(looks, "ERR_FAILED"):
        held[0].abort()
        expect(page.locator(".bar")).not_to_have_attribute("aria-busy", "true")


def test_a_server_that_is_away_breaks_no_rule(looks, client, file):
    client.post(f"{EXERCISE}runs")
    page = ready(looks.visit.open(EXERCISE))
    with excused(looks, "ERR_INTERNET_DISCONNECTED"):
        page.context.set_offline(True)
        type_over(page, SOLVED)
        page.get_by_role("button", name="Run").click()
        expect(page.locator("[data-note]")).to_contain_text("Nothing you typed is lost")
        looks.see("the server is away", "Code")
        page.context.set_offline(False)


def test_every_side_of_a_question_breaks_no_rule(looks, client):
    looks.open(STEP, "an open question")
    looks.open(f"{STEP}?read=on", "read on without an answer")
    predict(looks.page, "201")
    expect(looks.page.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")
    looks.see("sure and wrong")
    looks.open(f"{STEP}?retry=stored-code", "once more")
    predict(looks.page, "200")
    expect(looks.page.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")
    looks.see("sure and right")
    looks.page.goto(looks.page.base + KINDS)
    looks.page.get_by_role("button", name="Send the request").first.click()
    expect(looks.page.locator(".error", has_text="Choose an answer")).to_be_visible()
    looks.see("an answer without a choice")
    looks.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    looks.page.get_by_role("button", name="Copy the code").first.click()
    looks.see("a copied listing")


def test_pages_with_and_without_something_to_show_break_no_rule(looks, client, answer):
    for path in (
        "/progress",
        "/recall",
        "/challenge",
        "/assignments",
        "/search",
        "/search?q=xyzzy",
    ):
        looks.open(path, f"{path} with nothing")
    given = Assignment("Week 1", date.today() + timedelta(days=9), ("01_echo",))
    late = Assignment("Week 0", date.today() - timedelta(days=9), ("01_echo",))
    for one in (given, late):
        form = {"file": (io.BytesIO(written(one)), "assignment.json")}
        client.post("/assignments", data=form, content_type="multipart/form-data")
    answer("stored-code", "201")
    client.post(f"{EXERCISE}runs")
    for path in ("/", "/assignments", "/progress", "/search?q=stored", "/search?q=forbiddn", "/decide/up"):
        looks.open(path, f"{path} with something")


def raising(error: Exception):
    """Return a view that raises an error."""

    def view():
        raise error

    return view


def test_every_page_that_refuses_breaks_no_rule(app, request, tmp_path):
    for status in ERRORS:
        app.add_url_rule(f"/refuse/{status}", f"refuse{status}", lambda status=status: abort(status))
    full = sqlite3.OperationalError("database or disk is full")
    for status, error in ((503, Locked(tmp_path)), (507, NoRoom(tmp_path, full))):
        app.add_url_rule(f"/refuse/{status}", f"refuse{status}", raising(error), methods=["GET", "POST"])
    looks = request.getfixturevalue("looks")
    with excused(looks, r"status of 5\d\d"):
        for status in (*ERRORS, 503, 507):
            looks.open(f"/refuse/{status}")
        looks.page.goto(looks.page.base + "/assignments")
        looks.page.evaluate(SENT, "/refuse/503")
        expect(looks.page.get_by_role("button", name="Send it again")).to_be_visible()
        looks.see("503 that keeps what was sent")


#: Sends a form with a text somebody wrote.
SENT = """address => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    const field = form.appendChild(document.createElement("textarea"));
    field.name = "text";
    field.value = "one\\ntwo";
    document.body.append(form);
    form.submit();
}"""
