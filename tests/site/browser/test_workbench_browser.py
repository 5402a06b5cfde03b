"""The workbench in a real browser: typing, saving elsewhere, conflicts, a server that goes and comes back."""

# ruff: noqa: F811 - fixtures of another module are used by name

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -r requirements-dev.txt")

from course.grading.machine.process import Grader
from tests.site.browser.test_browser import (  # noqa: F401
    Visit,
    axe_source,
    base,
    browser,
    expect,
    missing,
    violations,
    visit,
)
from tests.site.conftest import SOLVED, STUB

PROJECT = Path(__file__).parents[3]
EXERCISE = "/exercises/01_echo/"

pytestmark = pytest.mark.browser


@pytest.fixture
def file(settings):
    return settings["ROOT"] / "exercises" / "01_echo" / "app.py"


def ready(page, shown=True):
    """Wait until the page follows the file, and until the editor is there where it is shown."""
    with page.expect_request("**/runs/latest", timeout=10_000):
        page.reload()
    return ready_here(page, shown)


def ready_here(page, shown=True):
    """Wait until the editor is there, where it is shown; a page loaded a moment ago follows by then."""
    if shown:
        expect(page.locator(".cm-content")).to_be_visible()
    page.wait_for_timeout(400)
    return page


def type_over(page, text):
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def test_type_a_fix_and_see_green(visit, file):
    seen = visit()
    page = ready(seen.open(EXERCISE))
    page.evaluate("window.stays = true")
    type_over(page, SOLVED)
    expect(page.locator("#file-state")).to_have_text("changed, not saved")

    page.keyboard.press("ControlOrMeta+s")

    expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=30_000)
    expect(page.locator("#file-state")).to_have_text("saved")
    assert file.read_text(encoding="utf-8") == SOLVED
    assert page.evaluate("window.stays") is True
    expect(page.locator("#live")).to_contain_text("All 2 checks pass")
    expect(page.get_by_role("heading", name="Solved: Say it back")).to_be_focused()
    expect(page.locator("#compare")).to_be_hidden()  # this exercise has no reference


WATCH = """window.said = []; const live = document.getElementById("live");
    new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true })"""


def results(page):
    """What was read out, but that a long run is still going on."""
    return [said for said in page.evaluate("window.said") if said != "The checks are running."]


@pytest.mark.parametrize("keys", ["ControlOrMeta+s", "ControlOrMeta+Enter", ""])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (390, 844)])
def test_the_result_is_on_screen_after_a_save_and_spoken_once(visit, file, size, keys):
    width, height = size
    page = visit(viewport={"width": width, "height": height}).open(EXERCISE)
    if width < 1000:
        page.locator(".bench > .tabs label", has_text="Code").click()
    ready_here(page)
    type_over(page, STUB + "\n" * 60 + "# the end\n")
    page.evaluate(WATCH)
    page.keyboard.press(keys) if keys else page.get_by_role("button", name="Run").click()

    for words in (page.locator("#result"), page.locator(".bar .first", has_text="The word comes back.")):
        expect(words).to_be_in_viewport(ratio=1, timeout=30_000)
    expect(page.locator("#result")).to_have_text("1 of 2 checks pass")
    page.wait_for_timeout(600)  # whatever else might be said is said by now
    assert results(page) == ["1 of 2 checks pass. Not yet: The word comes back."]
    assert file.read_text(encoding="utf-8").endswith("# the end\n")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (390, 844)])
def test_a_save_elsewhere_is_on_screen_and_spoken_once(visit, file, size):
    width, height = size
    page = ready(visit(viewport={"width": width, "height": height}).open(EXERCISE), shown=width >= 1000)
    page.evaluate(WATCH)
    file.write_text(STUB + "# elsewhere\n", encoding="utf-8")

    expect(page.locator("#result")).to_have_text("1 of 2 checks pass", timeout=30_000)
    expect(page.locator(".bar .first", has_text="The word comes back.")).to_be_in_viewport(ratio=1)
    page.wait_for_timeout(600)
    assert results(page) == ["1 of 2 checks pass. Not yet: The word comes back."]


def test_a_run_without_a_change_is_answered_again(visit):
    page = ready(visit().open(EXERCISE))
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#result")).to_have_text("1 of 2 checks pass", timeout=30_000)
    page.evaluate(WATCH)
    page.get_by_role("button", name="Run").click()
    for _ in range(300):  # the page's policy lets no function be waited for
        if results(page):
            break
        page.wait_for_timeout(100)

    assert len(results(page)) == 1
    expect(page.get_by_role("button", name="Run")).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_everything_is_one_tap_away(visit, script):
    seen = visit(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page = seen.open(EXERCISE)
    code = page.locator(".cm-content" if script else "#text")
    contract, detail, run = page.locator("#contract"), page.locator("#detail"), page.locator("#run")
    tap = page.locator(".bench > .tabs label")

    expect(contract).to_be_visible()
    expect(detail).to_be_hidden()
    expect(run).to_be_in_viewport(ratio=1)
    tap.nth(1).click()
    expect(code).to_be_visible()
    expect(contract).to_be_hidden()
    tap.nth(2).click()
    expect(detail).to_be_visible()
    expect(code).to_be_hidden()
    expect(run).to_be_in_viewport(ratio=1)
    run.click()
    expect(page.locator("#result")).to_have_text("1 of 2 checks pass", timeout=30_000)
    expect(page.locator("#result")).to_be_in_viewport(ratio=1)


def test_a_hint_opens_where_the_check_names_it(visit):
    page = ready(visit().open(EXERCISE))
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Open hint 1 of 2 here").click()

    hint = page.locator("#detail .hint", has_text="HINT-ONE")
    expect(hint).to_be_in_viewport()
    expect(hint.locator("summary")).to_be_focused()
    expect(page.locator("#hint-1")).to_be_visible()
    expect(page.locator("#live")).to_have_text("Hint 1 of 2 is open.")


def test_rows_and_checks_lead_to_each_other_and_to_the_line(visit):
    page = ready(visit().open(EXERCISE))
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".cm-failing")).to_be_in_viewport(timeout=30_000)
    page.locator("#detail").get_by_role("link", name="echo", exact=True).click()
    expect(page.locator("#row-echo summary")).to_be_focused()
    page.locator(".segs a").last.click()
    expect(page.locator("#detail li", has_text="An unknown address is 404.")).to_be_in_viewport()
    page.get_by_role("link", name="app.py:").click()
    expect(page.locator(".cm-content")).to_be_focused()


def test_the_editor_finds(visit):
    page = ready(visit().open(EXERCISE))
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+f")
    page.get_by_placeholder("Find").press_sequentially("word")
    expect(page.locator(".cm-searchMatch").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_placeholder("Find")).to_have_count(0)


def test_a_save_in_another_editor_comes_to_the_page(visit, file):
    page = ready(visit().open(EXERCISE))
    file.write_text(SOLVED, encoding="utf-8")

    expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=30_000)
    expect(page.locator(".cm-content")).to_contain_text('{"word": word}')
    expect(page.locator("#detail")).to_contain_text("after a save in your editor")

    file.write_text(STUB.replace('"said": ""', '"word": 1 / 0'), encoding="utf-8")
    expect(page.locator(".tally.crashed")).to_be_visible(timeout=30_000)
    expect(page.locator("#detail .change")).to_have_text("broken again")
    expect(page.locator(".cm-failing")).to_contain_text("1 / 0")


def test_a_run_in_a_terminal_comes_to_the_page(visit, file, settings):
    page = ready(visit().open(EXERCISE))
    code = (
        "import sys; from pathlib import Path; from course.practice.attempts import attempt;"
        "from course.exercises.catalogue import Catalogue; from course.progress.store import Store;"
        "from course.grading.machine.process import Grader; root = Path(sys.argv[1]);"
        "attempt(Catalogue(root / 'exercises').get('01_echo'),"
        " Store(root / 'instance' / 'progress.sqlite'), 'terminal', Grader())"
    )
    subprocess.run([sys.executable, "-c", code, str(settings["ROOT"])], cwd=PROJECT, check=True)

    expect(page.locator("#detail")).to_contain_text("Last run from the terminal", timeout=10_000)


def test_a_conflict_shows_both_texts_and_loses_none(visit, file, app):
    page = ready(visit().open(EXERCISE))
    type_over(page, SOLVED)
    file.write_text(STUB + "# elsewhere\n", encoding="utf-8")
    expect(page.locator("[data-note]")).to_contain_text("saved elsewhere while you typed", timeout=30_000)
    assert "elsewhere" not in page.locator(".cm-content").inner_text()

    page.get_by_role("button", name="Run").click()

    expect(page.locator("#conflict")).to_be_visible()
    assert file.read_text(encoding="utf-8") == STUB + "# elsewhere\n"
    expect(page.get_by_label("Your text", exact=True)).to_have_value(SOLVED)
    expect(page.get_by_label("The file now", exact=True)).to_have_value(STUB + "# elsewhere\n")
    page.get_by_role("button", name="Save this text and run").click()
    expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=30_000)
    assert file.read_text(encoding="utf-8") == SOLVED
    store = app.extensions["course"].store
    kept = {store.source(text.hash) for text in store.sources("01_echo")}
    assert {SOLVED.encode(), (STUB + "# elsewhere\n").encode()} <= kept


def test_two_tabs_do_not_overwrite_each_other(visit, file):
    seen = visit()
    one = ready(seen.open(EXERCISE))
    two = seen.page.context.new_page()
    two.goto(seen.base + EXERCISE)
    expect(two.locator(".cm-content")).to_be_visible()
    type_over(two, STUB + "# two\n")
    type_over(one, STUB + "# one\n")
    one.get_by_role("button", name="Run").click()
    expect(one.locator("#file-state")).to_have_text("saved")

    two.get_by_role("button", name="Run").click()

    expect(two.locator("#conflict")).to_be_visible()
    assert file.read_text(encoding="utf-8") == STUB + "# one\n"
    two.get_by_role("button", name="Keep the file").click()
    expect(two.locator(".cm-content")).to_contain_text("# one")


def test_offline_keeps_what_was_typed(visit, file):
    seen = visit()
    page = ready(seen.open(EXERCISE))
    seen.page.context.set_offline(True)
    type_over(page, SOLVED)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("[data-note]")).to_contain_text("Nothing you typed is lost")
    seen.page.context.set_offline(False)
    page.get_by_role("button", name="Run").click()

    expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=30_000)
    assert file.read_text(encoding="utf-8") == SOLVED
    seen.trouble = [trouble for trouble in seen.trouble if "ERR_INTERNET_DISCONNECTED" not in trouble]


def test_what_was_typed_survives_a_reload(visit, file):
    seen = visit()
    page = ready(seen.open(EXERCISE))
    page.on("dialog", lambda dialog: dialog.accept())
    type_over(page, SOLVED)
    page.reload()

    expect(page.locator(".cm-content")).to_contain_text('{"word": word}')
    expect(page.locator("#file-state")).to_have_text("changed, not saved")
    assert file.read_text(encoding="utf-8") == STUB


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (390, 844)])
def test_everything_works_without_script(visit, file, size):
    width, height = size
    page = visit(java_script_enabled=False, viewport={"width": width, "height": height}).open(EXERCISE)
    code(page, width)
    page.get_by_label("exercises/01_echo/app.py").fill(SOLVED)
    page.get_by_role("button", name="Run").click()

    expect(page.locator("#result")).to_have_text("All 2 checks pass")
    expect(page.locator("#result")).to_be_in_viewport()
    assert file.read_text(encoding="utf-8") == SOLVED
    code(page, width)
    page.get_by_role("link", name="Earlier versions").click()
    page.locator(".texts a").last.click()
    page.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_label("exercises/01_echo/app.py")).to_have_value(STUB)
    code(page, width)
    console(page)
    page.get_by_label("Path and query").fill("/echo/hi")
    page.get_by_label("Predict first").select_option("404")
    page.get_by_role("button", name="Send the request").click()
    expect(page.locator(".console .reveal")).to_contain_text("you said")
    expect(page.locator(".wire.both")).to_contain_text("200 OK")


def code(page, width):
    """Choose the code where task, code and checks are tabs."""
    if width < 1000:
        page.locator(".bench > .tabs label", has_text="Code").click()


def console(page):
    """Choose the console above the verdict."""
    page.locator("#files label", has_text="Console").click()


def test_a_narrow_page_loads_the_editor_when_the_code_is_looked_at(visit, file):
    seen = visit(viewport={"width": 390, "height": 844})
    asked = []
    seen.page.on("request", lambda request: asked.append(request.url))
    page = ready(seen.open(EXERCISE), shown=False)
    assert not [url for url in asked if "codemirror" in url]
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#result")).to_have_text("1 of 2 checks pass", timeout=30_000)
    assert not [url for url in asked if "codemirror" in url]

    page.locator(".bench > .tabs label", has_text="Checks").click()
    page.locator("#detail [data-place]").first.click()
    expect(page.locator(".cm-content")).to_be_focused()
    expect(page.locator(".cm-failing")).to_be_visible()
    type_over(page, SOLVED)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=30_000)
    assert file.read_text(encoding="utf-8") == SOLVED


def test_a_draft_outlives_its_tab(visit, file):
    seen = visit()
    page = ready(seen.open(EXERCISE))
    type_over(page, SOLVED)
    page.close(run_before_unload=False)
    page = seen.page.context.new_page()
    page.goto(seen.base + EXERCISE)

    expect(page.locator(".cm-content")).to_contain_text('{"word": word}')
    expect(page.locator("#file-state")).to_have_text("changed, not saved")
    assert file.read_text(encoding="utf-8") == STUB


def test_the_keyboard_is_never_held(visit):
    page = ready(visit().open(EXERCISE))
    content = page.locator(".cm-content")
    content.focus()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.classList.contains('cm-content')")

    content.click()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Tab")
    expect(content).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.classList.contains('cm-content')")
    expect(page.get_by_text("Escape, then Tab, leaves the editor")).to_be_visible()


def test_the_console_in_place(visit):
    page = ready(visit().open(EXERCISE))
    page.evaluate("window.stays = true")
    console(page)
    page.get_by_role("button", name="GET /nothing").click()
    expect(page.get_by_label("Path and query")).to_have_value("/nothing")
    page.get_by_label("Predict first").select_option("404")
    page.get_by_role("button", name="Send the request").click()

    expect(page.locator(".console .said-what")).to_have_text("You predicted right.")
    expect(page.locator("#live")).to_have_text("You said 404. The server said 404 NOT FOUND.")
    expect(page.locator(".wire.both")).to_contain_text("nothing at this address")
    expect(page.locator(".asked li")).to_have_count(1)
    page.get_by_label("Path and query").fill("/echo/you")
    page.get_by_role("button", name="Send the request").click()
    expect(page.locator(".wire.both")).to_contain_text("200 OK")
    page.get_by_role("button", name="Send again: GET /nothing").click()
    expect(page.locator(".wire.both")).to_contain_text("404 NOT FOUND")
    assert page.evaluate("window.stays") is True


def test_a_killed_grading_process_is_replaced(visit, file, app):
    started = []

    def make():
        started.append(Grader())
        return started[-1]

    app.extensions["course"] = replace(app.extensions["course"], transport=make)
    page = ready(visit().open(EXERCISE))
    assert app.extensions["course"].background.attempts.standby.wait_until_ready()
    os.kill(started[-1].pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    file.write_text(SOLVED, encoding="utf-8")

    expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=30_000)


SERVER = """
import sys
from dataclasses import replace
from waitress import create_server
from course import create_app
app = create_app({"ROOT": sys.argv[1], "INSTANCE": sys.argv[1] + "/instance"})
server = create_server(app, host="127.0.0.1", port=int(sys.argv[2]), threads=16)
print("ready", flush=True)
server.run()
"""


def serve(root: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SERVER, str(root), str(port)]
    server = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None and server.stdout.readline() == "ready\n"
    return server


def test_a_server_that_is_started_again_under_an_open_page(browser, settings, file):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = serve(settings["ROOT"], port)
    context = browser.new_context()
    page = context.new_page()
    try:
        page.goto(f"http://127.0.0.1:{port}{EXERCISE}")
        ready(page)
        page.get_by_role("button", name="Run").click()
        expect(page.locator("#result")).to_have_text("1 of 2 checks pass", timeout=30_000)
        server.kill()
        server.communicate()
        expect(page.locator("#connection")).to_contain_text("Start it again", timeout=15_000)
        file.write_text(SOLVED, encoding="utf-8")  # nobody follows now, and yet it will be graded
        server = serve(settings["ROOT"], port)
        expect(page.locator("#connection")).to_have_count(0, timeout=20_000)
        expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=30_000)
    finally:
        context.close()
        server.kill()
        server.communicate()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_workbench_break_no_rule(visit, app, client, file, scheme):
    client.post(f"{EXERCISE}runs")
    file.write_text(SOLVED.replace("word}", "word, 'more': 1}"), encoding="utf-8")
    (file.parent / ".meta" / "solution.py").write_text(SOLVED, encoding="utf-8")
    client.post(f"{EXERCISE}runs")
    store = app.extensions["course"].store
    text = store.sources("01_echo")[-1].hash
    paths = (
        f"{EXERCISE}history",
        f"{EXERCISE}history/{text}",
        f"{EXERCISE}solution",
        f"{EXERCISE}runs/1",
        "/lessons/01_shop/apps/shop.py/",
    )
    axe = axe_source()
    found: dict[str, list[str]] = {}
    for width in (320, 1280):
        seen = visit(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
        for path in paths:
            page = seen.open(path)
            check(page, f"{path} at {width}", axe, found)
        page = ready(seen.open(EXERCISE), shown=False)
        code(page, width)
        console(page)
        page.get_by_label("Path and query").fill("/echo/hi")
        page.get_by_label("Predict first").select_option("404")
        page.get_by_role("button", name="Send the request").click()
        expect(page.locator(".wire.both")).to_be_visible()
        check(page, f"the console at {width}", axe, found)
        page.locator("#files label", has_text="app.py").click()
        type_over(page, "one = 1\n")
        file.write_text(SOLVED + f"# {width}\n", encoding="utf-8")
        expect(page.locator("[data-note]")).to_contain_text("saved elsewhere", timeout=30_000)
        page.get_by_role("button", name="Run").click()
        expect(page.locator("#conflict")).to_be_visible()
        check(page, f"conflict at {width}", axe, found)

    assert found == {}
    if not axe:
        missing("axe-core is not installed: set AXE_PATH to axe.min.js")


def check(page, name, axe, found):
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    problems = [f"scrolls sideways by {over}px"] if over > 0 else []
    problems += violations(page, axe) if axe else []
    page.evaluate("document.querySelectorAll('main .reset').forEach(part => part.open = false)")
    if problems:
        found[name] = problems


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_stand_the_task_the_whole_file_and_everything_that_was_found(visit, client, file, script):
    longer = STUB + "".join(f"\n# line {number}" for number in range(200))
    file.write_text(longer, encoding="utf-8")
    client.post(f"{EXERCISE}runs")
    page = visit(java_script_enabled=script, viewport={"width": 1280, "height": 800}).open(EXERCISE)
    if script:
        ready(page)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 680, "height": 1000})  # a sheet of A4
    page.emulate_media(media="print")

    expect(page.locator(".edit .on-paper")).to_be_visible()
    assert page.locator(".edit .on-paper").text_content().strip() == longer.strip()
    for shown in ("#contract", "#result", "#detail", "#row-echo .full"):
        expect(page.locator(shown)).to_be_visible()
    for chrome in ("#run", "#files", "textarea", ".cm-editor", ".tabs >> nth=0", "#keys", ".hints button"):
        expect(page.locator(chrome).first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("#files label", has_text="Console").click()
    page.emulate_media(media="print")
    expect(page.locator(".edit .on-paper")).to_be_visible()  # whatever was in sight
