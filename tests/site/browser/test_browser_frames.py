"""The frames of a recording, in a real browser, with scripts and without."""

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
PAGE = "/lessons/01_shop/visualize"


def seen(page) -> list[str]:
    """The ids of the frames of the first request that can be seen."""
    return [one.get_attribute("id") for one in page.locator("[id^=run-2-1-].fr").all() if one.is_visible()]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_one_frame_is_seen_and_its_links_lead_to_the_others(visit, script):
    page = visit(java_script_enabled=script).open(PAGE)
    assert seen(page) == ["run-2-1-1"]
    page.locator("#run-2-1-1 .scrub a").nth(2).click()
    tools.expect(page.locator("#run-2-1-3")).to_be_visible()
    assert seen(page) == ["run-2-1-3"]
    assert page.url.endswith("#run-2-1-3")


def test_arrows_change_the_frame_and_not_the_page(visit):
    page = visit().open(PAGE)
    page.locator("#run-2-1-1 .scrub a").first.focus()
    page.keyboard.press("ArrowRight")
    assert seen(page) == ["run-2-1-2"]
    tools.expect(page.locator("#run-2-1-2 .scrub [aria-current]")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert seen(page) == ["run-2-1-1"]
    assert PAGE in page.url


def test_paper_has_every_frame(visit):
    page = visit().open(PAGE)
    page.emulate_media(media="print")
    assert len(seen(page)) == page.locator("[id^=run-2-1-].fr").count() > 2
