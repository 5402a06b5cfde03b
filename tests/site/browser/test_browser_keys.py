"""The keys of the pages, in a real browser."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("browser_tools", Path(__file__).with_name("test_browser.py"))
assert _spec and _spec.loader
tools = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tools)
browser, base, visit = tools.browser, tools.base, tools.visit

pytestmark = tools.pytestmark if hasattr(tools, "pytestmark") else pytest.mark.browser


def test_keys_lead_through_the_site(visit):
    page = visit().open(tools.STEP)
    page.keyboard.press("?")
    page.wait_for_url("**/keys")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.press("/")
    tools.expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("/?1")
    tools.expect(page.get_by_role("searchbox")).to_have_value("/?1")


def test_arrows_turn_the_pages_of_a_lesson(visit):
    page = visit().open(tools.STEP)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda address: not address.endswith(tools.STEP))
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{tools.STEP}")


def test_a_question_is_answered_by_keys_alone(visit):
    page = visit().open(tools.STEP)
    page.keyboard.press("2")
    tools.expect(page.locator("[name=choice]").nth(1)).to_be_checked()
    page.keyboard.press("g")
    tools.expect(page.locator("[name=confidence][value=guessing]")).to_be_checked()
    page.keyboard.press("Enter")
    tools.expect(page.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")


def test_single_keys_can_be_turned_off_and_chords_stay(visit):
    page = visit().open("/keys")
    page.get_by_role("button", name="Turn single keys off").click()
    page.goto(page.url.removesuffix("/keys") + tools.STEP)
    page.keyboard.press("2")
    tools.expect(page.locator("[name=choice]").nth(1)).not_to_be_checked()
    page.locator("[name=choice]").nth(1).check()
    page.locator("[name=confidence][value=sure]").check()
    page.keyboard.press("Control+Enter")
    tools.expect(page.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")


def test_ctrl_enter_runs_the_checks_from_within_the_editor(visit):
    page = visit().open("/exercises/01_echo/")
    editor = page.locator(".cm-content")
    editor.click()
    before = editor.inner_text()
    page.keyboard.press("Control+Enter")
    tools.expect(page.locator("#result")).not_to_have_text("Not run yet", timeout=30_000)
    assert editor.inner_text() == before


COVERED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  if (one === document.body) return null;
  const middle = Math.min(Math.max(box.top + Math.min(box.height / 2, 8), 0), innerHeight - 1);
  const above = document.elementFromPoint(box.left + Math.min(box.width, 20) / 2, middle);
  const bar = above?.closest(".bar, .bench > .tabs");
  return bar && !bar.contains(one) && !one.contains(above) ? one.textContent.trim().slice(0, 40) : "";
}"""


def test_on_a_phone_the_focus_is_never_below_the_tabs_or_the_verdict(visit, client):
    client.post("/exercises/01_echo/runs")
    page = visit(viewport={"width": 390, "height": 500}).open("/exercises/01_echo/")
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(COVERED)
        if name is None:
            break
        covered += [name] if name else []

    assert covered == []


@pytest.mark.parametrize("width", [1280, 390])
def test_n_leads_through_the_checks_that_do_not_pass(visit, client, settings, width):
    file = settings["ROOT"] / "exercises" / "01_echo" / "app.py"
    broken = file.read_text(encoding="utf-8") + '\n\n@app.get("/nothing")\ndef nothing():\n    return {}\n'
    file.write_text(broken, encoding="utf-8")
    client.post(f"{tools.EXERCISE}runs")
    page = visit(viewport={"width": width, "height": 800}).open(tools.EXERCISE)
    for number in (1, 2, 1):
        page.keyboard.press("n")
        check = page.locator(f"#check-{number}")
        tools.expect(check).to_be_in_viewport()
        assert check.evaluate("part => part.contains(document.activeElement)")
        tools.expect(check.locator("dl")).to_be_visible()
