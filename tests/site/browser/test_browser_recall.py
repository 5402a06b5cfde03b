"""Progress, Recall and Challenge in a real browser: by keyboard, without script, on a narrow window."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("browser_tools", Path(__file__).with_name("test_browser.py"))
assert _spec and _spec.loader
tools = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tools)
browser, base, visit = tools.browser, tools.base, tools.visit

WRONG = "question:stored-code"
PAGES = (
    "/progress",
    "/progress/sheet",
    "/recall",
    f"/recall?show={WRONG}",
    "/lessons/01_shop/recall",
    "/challenge",
    "/challenge?seed=1",
    "/lessons/01_shop/challenge?seed=1",
)

pytestmark = pytest.mark.browser


@pytest.fixture
def yesterday(app, answer):
    """What a learner did on the day before: enough for every part of the pages."""
    answer("stored-code", "201", confidence="sure")
    answer("stored-type", "application-json-2ed3e0", confidence="guessing")
    store = app.extensions["course"].store
    for n in range(45):
        store.record_answer(f"other-{n}", ("x",), "sure" if n % 3 else "guessing", n % 4 > 0)
    store.database.write(
        lambda db: db.execute("UPDATE answers SET answered_at = '2026-01-01T10:00:00.000000+00:00'")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_and_no_rule_of_axe_is_broken(visit, client, yesterday, scheme):
    axe = tools.axe_source()
    result = client.post("/challenge", data={"seed": "1", "upto": "01_shop"}).location
    found: dict[str, list[str]] = {}
    for width in (320, 1280):
        seen = visit(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
        for path in (*PAGES, result):
            page = seen.open(path)
            page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            problems = [f"scrolls sideways by {over}px"] if over > 0 else []
            problems += tools.violations(page, axe) if axe else []
            if problems:
                found[f"{path} at {width}"] = problems

    assert found == {}
    if not axe:
        tools.missing("axe-core is not installed: set AXE_PATH to axe.min.js")


@pytest.mark.parametrize("script", [True, False])
def test_a_card_is_turned_and_rated_by_keyboard(visit, app, yesterday, script):
    seen = visit(java_script_enabled=script)
    page = seen.open("/recall")
    page.get_by_role("button", name="Show the answer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{seen.base}/recall?show=question%3Astored-code#answer")
    tools.expect(page.locator("#answer")).to_contain_text("200")
    page.get_by_role("button", name="good").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{seen.base}/recall")
    assert [one.rating for one in app.extensions["course"].store.reviews(WRONG)] == [3]


def test_ten_are_answered_without_script_by_choice_and_by_typing(visit, app):
    from course.challenge.draw import ten

    keys = [asked.key for asked in ten(app.extensions["course"].library, "01_shop", 1)]
    page = visit(java_script_enabled=False).open("/lessons/01_shop/challenge")
    page.get_by_role("button", name="Begin").click()
    page.locator(f"[name=choice-1][value='{keys[0]}']").check()
    page.locator("[name=typed-2]").fill(str(keys[1]))
    page.get_by_role("button", name="Send").click()
    tools.expect(page.locator("#result")).to_have_text(f"2 of {len(keys)}")
    (result,) = app.extensions["course"].store.challenges()
    assert result.right == 2 and result.seconds < 600


def test_progress_goes_out_and_comes_in_through_the_browser(visit, app, yesterday, tmp_path):
    page = visit(java_script_enabled=False).open("/progress")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as one JSON file").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    page.get_by_label("Import such a file").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()
    tools.expect(page.get_by_role("status").filter(has_text="Imported.")).to_contain_text("0 answers")


def test_the_sentence_why_is_written_before_and_stands_beside_the_reveal(visit):
    page = visit().open(tools.STEP)
    page.get_by_text("Say why, in a sentence").click()
    page.get_by_label("Why do you think so?").fill("Because it is stored.")
    tools.predict(page)
    tools.expect(page.locator("#q-stored-code .own-words")).to_contain_text("Because it is stored.")
