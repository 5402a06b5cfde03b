"""Reference, search and walk in a real browser."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("browser_tools", Path(__file__).with_name("test_browser.py"))
assert _spec and _spec.loader
tools = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tools)
browser, base, visit = tools.browser, tools.base, tools.visit

PAGES = (
    "/codes/",
    "/codes/404",
    "/codes/methods",
    "/codes/guidelines",
    "/glossary",
    "/codes/206",
    "/codes/101",
    "/codes/401-403",
    "/codes/413-414-431",
    "/codes/400-422",
    "/codes/499",
    "/decide",
    "/decide/message-fault",
    "/decide/moved-for-good",
    "/decide/hidden",
    "/decide/field-fault",
    "/decide/query-wrong",
    "/search",
    "/search?q=too+many",
)
QUERIES = ("already exists", "token", "4", "wrong method", "lesson stored", "the requests", "xyzzy", "éco")

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_and_no_rule_of_axe_is_broken(visit, client, scheme):
    axe = tools.axe_source()
    data = {"question": "codes-400-422", "choice": "400", "confidence": "sure"}
    client.post("/codes/400-422/answers", data=data)
    found: dict[str, list[str]] = {}
    for width in (320, 768, 1280):
        seen = visit(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
        for path in PAGES:
            page = seen.open(path)
            page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            problems = [f"scrolls sideways by {over}px"] if over > 0 else []
            if axe and width != 768:
                problems += tools.violations(page, axe)
            if problems:
                found[f"{path} at {width}"] = problems

    assert found == {}
    if not axe:
        tools.missing("axe-core is not installed: set AXE_PATH to axe.min.js")


def results(page) -> list[list[str]]:
    links = page.locator(".hits a").all()
    return [[link.get_attribute("href"), " ".join(link.text_content().split())] for link in links]


def test_script_and_page_find_the_same_in_the_same_order(visit):
    plain, scripted = visit(java_script_enabled=False), visit()
    typed = scripted.open("/codes/")
    for query in QUERIES:
        plain.page.goto(f"{plain.base}/search")
        plain.page.get_by_label("Search codes, lessons and exercises").fill(query)
        plain.page.get_by_role("button", name="Search").click()
        expected = results(plain.page)
        typed.get_by_label("Search codes, lessons and exercises").fill(query)
        tools.expect(typed.locator("#found > .label")).to_contain_text(f"“{query}”")
        assert results(typed) == expected, query


def test_a_pause_asks_once_and_the_count_is_read_out(visit):
    seen = visit()
    asked: list[str] = []
    page = seen.open("/search")
    seen.page.on("request", lambda request: asked.append(request.url))
    box = page.get_by_label("Search codes, lessons and exercises")
    box.press_sequentially("conflict", delay=1)
    tools.expect(page.locator("#found a").first).to_have_attribute("href", "/codes/409")
    tools.expect(page.locator("#live")).to_contain_text("for “conflict”")
    assert [url for url in asked if "q=" in url] == [f"{seen.base}/search?q=conflict"]

    box.fill("")
    tools.expect(page.locator("#found")).to_be_hidden()


def test_a_slip_is_told_and_a_long_list_is_folded(visit):
    page = visit().open("/search")
    box = page.get_by_label("Search codes, lessons and exercises")
    box.fill("forbiddn")
    tools.expect(page.locator("#found > .label")).to_contain_text("“forbidden” (you typed “forbiddn”)")
    box.fill("4")
    tools.expect(page.locator(".hits a:visible")).to_have_count(8)
    page.get_by_text("12 more").click()
    tools.expect(page.locator(".hits a:visible")).to_have_count(20)


def test_a_course_that_was_stopped_breaks_nothing_while_somebody_types(visit):
    seen = visit()
    page = seen.open("/search")
    page.route("**/search?*", lambda route: route.abort())
    page.get_by_label("Search codes, lessons and exercises").fill("conflict")
    page.wait_for_url("**/search?q=conflict")
    tools.expect(page.locator("#found")).to_be_hidden()
    page.unroute("**/search?*")
    page.get_by_role("button", name="Search").click()
    tools.expect(page.locator("#found a").first).to_have_attribute("href", "/codes/409")


@pytest.mark.parametrize("path", ["/codes/", "/search"])
def test_a_search_is_there_again_after_going_back(visit, path):
    page = visit().open(path)
    page.get_by_label("Search codes, lessons and exercises").fill("already exists")
    page.locator("#found a").first.click()
    page.wait_for_url("**/codes/409")

    page.go_back()
    tools.expect(page.get_by_label("Search codes, lessons and exercises")).to_have_value("already exists")
    tools.expect(page.locator("#found a").first).to_have_attribute("href", "/codes/409")
    page.get_by_label("Search codes, lessons and exercises").fill("")
    page.wait_for_url(lambda address: address.endswith(path))


def test_a_code_in_a_sentence_has_a_card_for_pointer_and_keyboard(visit):
    page = visit().open("/codes/404")
    link = page.locator("dd a.n").first
    link.hover()
    tools.expect(page.get_by_role("tooltip")).to_contain_text("200 OK")
    tools.expect(link).to_have_attribute("aria-describedby", "card")

    page.keyboard.press("Escape")
    tools.expect(page.get_by_role("tooltip")).to_have_count(0)
    tools.expect(link).to_have_attribute("title", "200 OK")

    page.mouse.move(0, 0)
    page.locator("dl a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    tools.expect(page.get_by_role("tooltip")).to_contain_text("200 OK")


def test_a_finger_opens_the_card_first_and_then_the_page(visit):
    page = visit(has_touch=True, viewport={"width": 390, "height": 844}).open("/codes/404")
    link = page.locator("dd a.n").first
    link.tap()
    tools.expect(page.get_by_role("tooltip")).to_contain_text("200 OK")
    box = page.get_by_role("tooltip").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390

    link.tap()
    page.wait_for_url("**/codes/200")


def test_a_comparison_is_answered_in_place(visit):
    page = visit().open("/codes/401-403")
    page.evaluate("window.stays = true")
    page.get_by_role("radio", name="403").check()
    page.get_by_label("I am sure").check()
    page.get_by_role("button", name="Answer").click()

    reveal = page.locator("#q-codes-401-403 [data-focus]")
    tools.expect(reveal).to_be_focused()
    tools.expect(reveal).to_contain_text("Not that one.")
    assert page.evaluate("window.stays") is True


def test_the_walk_needs_no_script(visit):
    page = visit(java_script_enabled=False).open("/decide")
    page.get_by_role("link", name="Begin with the first check").click()
    page.get_by_role("link", name="Yes.").click()
    page.get_by_role("link", name="Yes.").click()
    page.get_by_role("link", name="No, or not that you would tell.").click()

    tools.expect(page.get_by_role("heading", level=1)).to_contain_text("404")
    tools.expect(page.get_by_role("navigation", name="Your answers so far").locator("li")).to_have_count(3)
    page.get_by_role("link", name="All about 404").click()
    page.wait_for_url("**/codes/404")


#: Everything on the page that Tab stops at, in its order.
STOPS = """() => [...document.querySelectorAll("a[href], button, input, textarea, summary, [tabindex='0']")]
    .filter(one => one.checkVisibility({ contentVisibilityAuto: true }) && one.type !== "hidden")"""


@pytest.mark.parametrize("script", [True, False])
def test_every_place_of_the_walk_is_a_few_keys_away(visit, script):
    page = visit(viewport={"width": 320, "height": 640}, java_script_enabled=script).open("/decide")
    before = page.locator("#order").evaluate(
        f"list => ({STOPS})().filter(one => one.compareDocumentPosition(list) & 4).length"
    )
    assert before <= 14  # the skip link, the head, and the way to begin
    page.locator(".order summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    tools.expect(page.get_by_role("link", name="Can the server handle")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/closed")

    page.go_back()
    for number in (2, 3):
        page.locator(".order summary").nth(number).click()
        tools.expect(page.locator(".order [open]")).to_have_count(1)  # opening one closes the others
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_the_whole_walk_stands_open(visit):
    page = visit().open("/decide")
    page.emulate_media(media="print")
    for answer in ("Yes. A POST has to arrive as a POST.", "No, because this client sends too much."):
        tools.expect(page.locator(".answers", has_text=answer).last).to_be_visible()
    shown = page.locator(".answers a").evaluate_all("all => all.filter(one => one.offsetHeight > 0).length")
    assert shown == page.locator(".answers a").count() > 65


def test_on_paper_the_codes_are_one_sheet(visit):
    seen = visit()
    page = seen.open("/codes/")
    page.emulate_media(media="print")

    tools.expect(page.get_by_role("link", name="404 Not Found")).to_be_visible()
    tools.expect(page.get_by_role("link", name="226 IM Used")).to_be_hidden()
    tools.expect(page.get_by_role("searchbox")).to_be_hidden()
    sheet = page.pdf(format="A4")
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") == 1
