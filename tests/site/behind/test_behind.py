"""The course behind a server in front, over TLS: everything works, and nothing leaves the address."""

from __future__ import annotations

import itertools
import os
import re
import threading
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from course.site.http.guard import HEADERS
from tests.site.conftest import SOLVED, STUB
from tests.site.http.test_address import Addresses

pytestmark = [
    pytest.mark.sockets,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the servers in front listen at UNIX sockets"),
]

STEP = "/lessons/01_shop/stored"
EXERCISE = "/exercises/01_echo"
PAGES = ("/", "/lessons/", "/lessons/01_shop/", STEP, f"{STEP}?read=on", "/lessons/01_shop/end/",
         "/lessons/01_shop/why", "/lessons/01_shop/apps/shop.py/", "/exercises/", f"{EXERCISE}/",
         f"{EXERCISE}/history", "/codes/", "/codes/404", "/codes/401-403", "/decide", "/progress", "/recall",
         "/challenge", "/search?q=404", "/keys", "/styleguide", "/nowhere/01_shop")  # fmt: skip
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"'\n]*["']([^"']+)["']""", re.MULTILINE)
JSON = {"Accept": "application/json"}


@pytest.fixture
def browser(front):
    """A browser that opened the printed address."""
    return front.arrive()[0]


def test_the_printed_address_becomes_a_cookie_of_this_address_only(front):
    browser, answer = front.arrive()

    if front.form.at_socket:
        assert (answer.status, front.key, list(browser.cookies)) == (200, "", [])
        return
    assert (answer.status, answer.location) == (303, f"{front.base}/")
    (cookie,) = browser.cookies
    assert (cookie.path, cookie.value) == (f"{front.prefix}/", front.key)
    assert cookie.has_nonstandard_attr("HttpOnly")
    # A server that sends its own Host says nothing of the TLS in front of it.
    assert cookie.secure is front.form.passes_host
    assert browser.ask(answer.location).status == 200


def test_without_the_key_nothing_is_shown(front):
    if front.form.at_socket:
        pytest.skip("a socket needs no key: its mode keeps others out")
    answer = front.newcomer().ask(f"{front.base}/")

    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="this course"')


@pytest.mark.parametrize("path", ["/", STEP, f"{EXERCISE}/"])
def test_pages_come_with_their_policy_and_head_is_the_same_without_a_body(front, browser, path):
    page, head = browser.ask(f"{front.base}{path}"), browser.ask(f"{front.base}{path}", "HEAD")

    assert (page.status, head.status, head.body) == (200, 200, b"")
    for name in (*HEADERS, "Content-Type", "Cache-Control"):
        assert page.headers[name] == head.headers[name]
    assert {name: page.headers[name] for name in HEADERS} == HEADERS


def test_no_address_of_a_page_leads_outside(front, browser):
    outside = {}
    for path in PAGES:
        page = browser.ask(f"{front.base}{path}")
        assert page.status in (200, 404), path
        named = [urljoin(page.url, found) for found in Addresses(page.text).found]
        assert named, path
        own = [address for address in named if urlsplit(address).netloc == urlsplit(front.base).netloc]
        outside[path] = [a for a in own if not a.startswith(f"{front.base}/") or f"{front.prefix * 2}/" in a
                         and front.prefix]  # fmt: skip
    assert {path: found for path, found in outside.items() if found} == {}


def test_what_a_page_loads_is_there(front, browser):
    page = browser.ask(f"{front.base}{EXERCISE}/")
    loaded = [address for address in Addresses(page.text).found if "/static/" in address]

    assert any(address.partition("?")[0].endswith(".js") for address in loaded)
    for address in loaded:
        assert browser.ask(urljoin(page.url, address)).status == 200, address


def test_a_location_leads_to_the_same_address(front, browser):
    for path in ("/lessons", "/exercises/01_echo"):
        answer = browser.ask(f"{front.base}{path}")
        assert (answer.status, answer.location) == (308, f"{front.base}{path}/")
    moved = browser.ask(f"{front.base}/codes/403-401")
    assert moved.location == f"{front.base}/codes/401-403"
    answer = browser.ask(f"{front.base}/theme", "POST", {"theme": "dark", "back": f"{front.prefix}{STEP}"})
    assert (answer.status, answer.location) == (303, f"{front.base}{STEP}")
    theme = next(cookie for cookie in browser.cookies if cookie.name == "theme")
    assert theme.path == f"{front.prefix}/"


def test_an_answer_is_taken_and_leads_back_to_its_step(front, browser):
    form = {"question": "stored-code", "choice": "201", "confidence": "sure"}
    answer = browser.ask(f"{front.base}{STEP}/answers", "POST", form)

    assert (answer.status, answer.location) == (303, f"{front.base}{STEP}#q-stored-code")
    exported = browser.ask(f"{front.base}/progress/export").json
    assert "stored-code" in [each["question"].rpartition("/")[2] for each in exported["answers"]]


def test_another_sites_page_is_refused(front, browser):
    form = {"theme": "dark", "back": "/"}
    for more in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.ask(f"{front.base}/theme", "POST", form, **more).status == 403
    named = {"X-Forwarded-Host": "evil.example", "Origin": "https://evil.example"}
    assert browser.ask(f"{front.base}/theme", "POST", form, **named).status == 403


def test_a_file_is_saved_and_graded(front, browser):
    before = browser.ask(f"{front.base}{EXERCISE}/source", Accept="text/plain")
    saved = browser.ask(
        f"{front.base}{EXERCISE}/source", "PUT", body=SOLVED.encode(), If_Match=before.tag,
        Content_Type="text/plain;charset=utf-8",
    )  # fmt: skip
    assert saved.status == 204
    run = browser.ask(f"{front.base}{EXERCISE}/runs", "POST", {})
    assert (run.status, run.location) == (303, f"{front.base}{EXERCISE}/#verdict")
    report = browser.ask(f"{front.base}{EXERCISE}/runs", "POST", {}, **JSON)
    assert (report.status, report.json["solved"]) == (201, True)
    assert report.location == f"{front.base}{EXERCISE}/runs/{report.json['id']}"
    assert browser.ask(report.location, **JSON).json["id"] == report.json["id"]


def test_a_page_that_waits_hears_of_a_save_elsewhere(front, browser):
    file = front.work / "exercises" / "01_echo" / "app.py"
    browser.ask(f"{front.base}{EXERCISE}/runs", "POST", {})
    seen = browser.ask(f"{front.base}{EXERCISE}/runs/latest", **JSON)
    heard = []
    waiting = threading.Thread(target=lambda: heard.append(wait_for_next(front, browser, seen)))
    waiting.start()
    # Saved again and again: nobody can see from outside when the page begins to wait.
    for count in itertools.count():
        file.write_text(f"{STUB}# {count}\n", encoding="utf-8")
        waiting.join(0.5)
        if not waiting.is_alive():
            break

    assert heard[0].status == 200
    assert heard[0].json["id"] > seen.json["id"]
    assert not heard[0].json["solved"]


def wait_for_next(front, browser, seen):
    """Ask for the next run as a page does, again after each wait without news, but not for ever."""
    for _ in range(30):
        waited = {"If-None-Match": seen.headers["ETag"], "Prefer": "wait=20", **JSON}
        answer = browser.ask(f"{front.base}{EXERCISE}/runs/latest", **waited)
        if answer.status != 304:
            break
    return answer


def test_a_missing_page_names_itself_as_the_browser_asked_for_it(front, browser):
    answer = browser.ask(f"{front.base}/lessons/99_x/", **JSON)

    assert (answer.status, answer.headers.get_content_type()) == (404, "application/problem+json")
    assert answer.json["instance"] == f"{front.prefix}/lessons/99_x/"


def test_the_key_is_in_the_log_of_the_first_address_only(front):
    if front.form.at_socket or front.form.variable:
        pytest.skip("there is no key, or no log")
    browser, answer = front.arrive()
    for path in ("/", STEP, f"{EXERCISE}/", "/nowhere"):
        browser.ask(f"{front.base}{path}")

    lines = [line for line in front.log.read_text().splitlines() if front.key in line]
    assert lines
    first = f'"GET {front.prefix}/?key={front.key} HTTP/1.1" 303 '
    assert [line for line in lines if first not in line or line.count(front.key) > 1] == []
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_scripts_import_by_paths_of_their_own():
    folder = Path(__file__).parents[3] / "static" / "js"
    named = {
        (file.name, name)
        for file in folder.rglob("*.js")
        for name in re.findall(
            r"""^\s*(?:import|export)\b[^"'\n]*["']([^"']+)["']""",
            file.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    assert named
    assert [each for each in named if not each[1].startswith(("./", "../"))] == []
