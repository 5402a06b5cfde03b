"""Pages enlarged: the whole page four times, and text alone twice its size."""

# ruff: noqa: F811 - fixtures of another module are used by name

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -r requirements-dev.txt")

from tests.site.browser.test_browser import EXERCISE, PAGES, base, browser, expect, visit  # noqa: F401

pytestmark = pytest.mark.browser

#: Pages that are not in PAGES, or not with something to show.
MORE = (
    f"{EXERCISE}history",
    "/codes/404",
    "/codes/401-403",
    "/decide",
    "/glossary",
    "/progress",
    "/search?q=shop",
)
#: The words that two lines of the head share a place with, and what sticks out of the page.
CROWDED = """() => {
    const words = [...document.querySelectorAll(".brand, .head li a")]
        .filter(one => one.checkVisibility())
        .map(one => { const r = document.createRange(); r.selectNodeContents(one);
                      return [one.textContent.trim(), r.getBoundingClientRect()]; });
    const meet = ([, a], [, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 10;
    const found = words.flatMap((one, place) =>
        words.slice(place + 1).filter(other => meet(one, other)).map(other => `${one[0]} / ${other[0]}`));
    if (document.documentElement.scrollWidth <= innerWidth) return found;
    const out = [...document.querySelectorAll("main *")]
        .filter(one => one.getBoundingClientRect().right > innerWidth);
    return [...found, "scrolls sideways", ...out.map(one => `${one.tagName}.${one.className}`)]; }"""


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_text_of_twice_its_size_finds_room(visit, client, width):
    client.post(f"{EXERCISE}runs")
    seen = visit(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    crowded = {}
    for path in (*PAGES, *MORE):
        page = seen.open(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        crowded[path] = page.evaluate(CROWDED)
    assert {path: found for path, found in crowded.items() if found} == {}


@pytest.mark.parametrize(("size", "font"), [((320, 256), "100%"), ((640, 400), "100%"), ((390, 844), "200%")])
def test_the_verdict_leaves_room_to_read(visit, client, size, font):
    client.post(f"{EXERCISE}runs")
    page = visit(viewport={"width": size[0], "height": size[1]}).open(EXERCISE)
    page.evaluate(f"document.documentElement.style.fontSize = '{font}'")
    page.evaluate("scrollTo(0, 300)")

    expect(page.locator("#result")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Run")).to_be_in_viewport(ratio=1)
    assert page.locator(".bench > .tabs").evaluate("part => getComputedStyle(part).position") == "static"
    assert page.locator(".bar").bounding_box()["height"] <= size[1] / 3
