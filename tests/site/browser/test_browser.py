"""The site in a real browser: with script and without, by keyboard, in all widths, in both colour schemes."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from course.ways.shelf import shelf

REQUIRED = os.environ.get("CI_BROWSER_REQUIRED") == "1"
PROJECT = Path(__file__).parents[3]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")

STEP = "/lessons/01_shop/stored"
KINDS = "/lessons/01_shop/kinds"
EXERCISE = "/exercises/01_echo/"
PAGES = (
    "/",
    "/lessons/",
    "/lessons/01_shop/",
    "/lessons/01_shop/shelf",
    "/lessons/01_shop/end/",
    "/lessons/01_shop/apps/shop.py/",
    STEP,
    f"{STEP}?answered",
    KINDS,
    "/exercises/",
    EXERCISE,
    "/styleguide",
    "/keys",
    "/lessons/nothing/",
    *(f"/lessons/01_shop/{way.id}" for way in shelf()),
)

pytestmark = pytest.mark.browser


def missing(reason: str) -> None:
    """Skip, or fail where a browser is required."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


try:
    from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
except ImportError:
    if REQUIRED:
        raise
    pytest.skip("playwright is not installed", allow_module_level=True)


def chromium_path() -> str | None:
    """Return the Chromium to use: CHROMIUM_PATH, one that playwright installed, or one on the PATH."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return named
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
    if Path(bundled).exists():
        return bundled
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def axe_source() -> str:
    """Return the text of axe-core, "" when it is not installed."""
    places = (
        os.environ.get("AXE_PATH", ""),
        *(f"{p}/node_modules/axe-core/axe.min.js" for p in (".ci", ".")),
    )
    for place in places:
        path = PROJECT / place
        if place and path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        missing("no Chromium found: install one, or set CHROMIUM_PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def base(app) -> Iterator[str]:
    """Serve the course on a free port of this machine and return its address."""
    from waitress import create_server
    from waitress.wasyncore import close_all

    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    app.extensions["course"].background.news.close()  # lets pages go that wait for the next verdict
    server.task_dispatcher.shutdown()
    with suppress(OSError):  # the thread may be awake already, and close everything before it is woken
        server.trigger.pull_trigger(lambda: close_all(server._map))  # in the server's own thread, which ends
    thread.join(5)


class Visit:
    """A page, with everything that should not happen on it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.base = base
        self.trouble: list[str] = []
        self.page.on("console", lambda message: self.note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("request", self.check_address)

    def note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
            self.trouble.append(f"{kind}: {text}")

    def check_address(self, request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.trouble.append(f"left this machine: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


@pytest.fixture
def visit(browser, base):
    """Return a function that opens a fresh browser window; at the end nothing untoward has happened."""
    visits: list[Visit] = []
    contexts: list[BrowserContext] = []

    def start(**options) -> Visit:
        contexts.append(browser.new_context(**options))
        visits.append(Visit(contexts[-1], base))
        return visits[-1]

    yield start
    for context in contexts:
        context.close()
    assert [trouble for seen in visits for trouble in seen.trouble] == []


def predict(page: Page, value: str = "201") -> None:
    question = page.locator("#q-stored-code")
    question.get_by_role("radio", name=value).check()
    question.get_by_label("I am sure").check()
    question.get_by_role("button", name="Send the request").click()


def test_a_prediction_with_script_changes_the_page_in_place(visit):
    seen = visit()
    page = seen.open(STEP)
    page.evaluate("window.stays = true")
    expect(page.locator("#next")).to_contain_text("Skip for now")

    predict(page)

    verdict = page.locator("#q-stored-code [data-focus]")
    expect(verdict).to_contain_text("201")
    expect(verdict).to_contain_text("the server said")
    expect(verdict).to_be_focused()
    expect(page.locator("#live")).to_contain_text("You said 201. The server said 200.")
    expect(page.locator("#next")).to_contain_text("Next, step 3 of 3")
    expect(page.locator("#next")).to_contain_text("A view that names no code says 200")
    expect(page.locator("#steps [aria-current]")).to_contain_text("not all right")
    assert page.evaluate("window.stays") is True
    page.reload()
    expect(page.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")


def test_a_prediction_without_script_reads_the_same(visit):
    plain, scripted = visit(java_script_enabled=False), visit()
    page = plain.open(STEP)
    predict(page)
    page.wait_for_url(f"{plain.base}{STEP}#q-stored-code")
    words = page.locator("#q-stored-code").inner_text()

    other = scripted.open(f"{STEP}?retry=stored-code")
    predict(other)
    expect(other.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")

    # Only what needs the script is there more.
    other.evaluate("document.querySelectorAll('.copy').forEach(button => button.remove())")
    assert other.locator("#q-stored-code").inner_text() == words


def test_a_listing_can_be_copied_whole(visit):
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    page = seen.open(STEP)
    page.get_by_role("button", name="Copy the code").first.click()

    expect(page.locator("#live")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("from flask import") and "@app.post" in copied


def test_an_incomplete_answer_says_so_at_the_question(visit):
    for options in ({}, {"java_script_enabled": False}):
        page = visit(**options).open(STEP)
        page.get_by_role("button", name="Send the request").click()
        expect(page.locator("#q-stored-code-error")).to_contain_text(
            "Choose an answer, and say how sure you are"
        )
        expect(page.get_by_role("button", name="Send the request")).to_be_visible()


def test_a_server_that_is_gone_leaves_the_form_usable(visit):
    seen = visit()
    page = seen.open(STEP)
    page.route("**/answers", lambda route: route.abort())

    predict(page)

    expect(page.locator("#q-stored-code [data-failure]")).to_contain_text("The course does not answer")
    page.unroute("**/answers")
    page.get_by_role("button", name="Send the request").click()
    expect(page.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")
    seen.trouble = [trouble for trouble in seen.trouble if "ERR_FAILED" not in trouble]


def test_a_myth_opens_its_reality(visit):
    page = visit().open(f"{STEP}?read=on")
    page.get_by_role("button", name="I believed it").click()

    expect(page.locator("#q-post-is-201")).to_contain_text("REALITY-FOUR")


def test_the_keyboard_alone_is_enough(visit):
    page = visit().open(STEP)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "choice":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    assert page.evaluate("document.activeElement.textContent") == "Send the request"
    page.keyboard.press("Enter")

    expect(page.locator("#q-stored-code [data-focus]")).to_be_focused()


def test_checks_run_from_the_page(visit):
    page = visit().open(EXERCISE)
    page.get_by_role("button", name="Run").click()

    expect(page.locator("#result")).to_have_text("1 of 2 checks pass", timeout=30_000)
    expect(page.locator("#detail .told-in-full")).to_have_count(1)
    page.get_by_role("button", name="Open hint 1 of 2", exact=True).click()
    expect(page.locator("#hint-1 summary")).to_be_focused()


def test_the_steps_are_a_list_beside_the_text_and_a_summary_on_a_phone(visit):
    wide = visit(viewport={"width": 1280, "height": 800}).open(STEP)
    expect(wide.locator(".allsteps summary")).to_be_hidden()
    expect(wide.get_by_role("link", name="What is on the shelf", exact=True)).to_be_visible()

    phone = visit(viewport={"width": 320, "height": 640}).open(STEP)
    expect(phone.get_by_text("step 2 of 3")).to_be_visible()
    expect(phone.get_by_role("link", name="What is on the shelf", exact=True)).to_be_hidden()
    phone.locator(".allsteps summary").click()
    expect(phone.get_by_role("link", name="What is on the shelf", exact=True)).to_be_visible()


def test_chosen_colours_hold_from_the_first_paint(visit):
    page = visit(color_scheme="light").open("/")
    with page.expect_response("**/theme"):
        page.get_by_role("button", name="Dark theme").click()

    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.goto(page.url + "lessons/")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 24, 27)"


def test_colours_change_without_a_new_page(visit):
    page = visit(color_scheme="light", viewport={"width": 390, "height": 300}).open("/")
    page.evaluate("scrollTo(0, 40); window.stays = true")
    # A click of the pointer would scroll the button into view first.
    page.get_by_role("button", name="Dark theme").evaluate("button => button.click()")

    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Theme of the system")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("[window.stays, scrollY]") == [True, 40]


def test_colours_can_be_chosen_without_script(visit):
    page = visit(color_scheme="light", java_script_enabled=False).open("/lessons/")
    page.get_by_role("button", name="Dark theme").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url.endswith("/lessons/")


def prepare(app, client) -> None:
    """Answer one question and run the checks once, so that every kind of panel is on some page."""
    client.post(f"{KINDS}/answers", data={"question": "which-worked", "choice": "ok", "confidence": "sure"})
    client.post(f"{STEP}/answers", data={"question": "post-is-201", "choice": "doubted"})
    client.post(f"{EXERCISE}runs", data={})
    client.post(f"{EXERCISE}hints", data={"hint": "1"})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_and_no_rule_of_axe_is_broken(visit, app, client, scheme):
    axe = axe_source()
    prepare(app, client)
    found: dict[str, list[str]] = {}
    for width in (320, 768, 1280):
        seen = visit(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
        for path in PAGES:
            if path.endswith("?answered"):
                data = {"question": "stored-code", "choice": "201", "confidence": "sure"}
                client.post(f"{STEP}/answers", data=data)
            page = seen.open(path)
            page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            problems = [f"scrolls sideways by {over}px"] if over > 0 else []
            if axe and width != 768:
                problems += violations(page, axe)
            if problems:
                found[f"{path} at {width}"] = problems

    assert found == {}
    if not axe:
        missing("axe-core is not installed: set AXE_PATH to axe.min.js")


def test_no_page_scrolls_sideways_at_any_width(visit, app, client):
    prepare(app, client)
    seen = visit(reduced_motion="reduce")
    found = {}
    for path in (path for path in PAGES if not path.endswith("?answered")):
        page = seen.open(path)
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        for width in (320, 390, 768, 999, 1000, 1024, 1280, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                found[f"{path} at {width}"] = over

    assert found == {}


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds on a page, as "rule: element"."""
    page.evaluate(axe)
    results = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]


def test_targets_are_large_enough_to_hit(visit):
    page = visit(viewport={"width": 320, "height": 640}).open(STEP)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .bar a, .next a, summary, .opt, .sure label")]
            .filter(part => part.checkVisibility())
            .map(part => [part.textContent.trim().slice(0, 30), part.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24)
            .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )

    assert small == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", STEP, "/exercises/01_echo/", "/codes/404", "/decide"])
def test_nothing_moves_while_a_page_loads_and_its_faces_come_late(visit, path, width):
    seen = visit(viewport={"width": width, "height": 800})
    seen.page.route("**/*.woff2*", lambda route: (time.sleep(0.3), route.continue_()))
    page = seen.open(path)
    page.evaluate("document.fonts.ready")
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(sum), 800);
        })"""
    )

    assert shift <= 0.01


def test_paper_shows_the_text_and_not_the_controls(visit):
    page = visit().open(STEP)
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Course")).to_be_hidden()
    expect(page.locator(".after")).to_be_hidden()
    expect(page.get_by_text("Which status code comes back?")).to_be_visible()


def test_motion_stops_where_it_is_not_wanted(visit):
    page = visit(reduced_motion="reduce").open(STEP)
    predict(page)
    expect(page.locator("#q-stored-code")).to_contain_text("REVEAL-THREE")

    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_without_script_what_a_request_led_to_is_in_sight(visit, size):
    page = visit(java_script_enabled=False, viewport={"width": size[0], "height": size[1]}).open(
        "/lessons/01_shop/apps/shop.py/"
    )
    send = page.get_by_role("button", name="Send the request")
    send.click()
    expect(page.locator(".wire .status")).to_be_in_viewport(ratio=1)
    page.get_by_label("Method").fill("NO METHOD")
    send.click()
    expect(page.locator("#console-error")).to_be_in_viewport(ratio=1)
