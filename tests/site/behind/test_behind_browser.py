"""A real browser behind a server in front: it works, and the key is in no Referer and no second log line."""

from __future__ import annotations

import os
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -r requirements-dev.txt")

from playwright.sync_api import expect, sync_playwright

from tests.site.behind.conftest import CODE, DESK
from tests.site.browser.test_browser import chromium_path, missing
from tests.site.conftest import SOLVED, STUB

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="the servers in front listen at UNIX sockets"),
]
#: Milliseconds. The machine may be busy with other tests.
PATIENCE = 300_000


@contextmanager
def relayed(path) -> Iterator[int]:
    """Give a port from which every byte goes to a UNIX socket, and back: a browser knows no such sockets."""

    class Relay(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.socket(socket.AF_UNIX) as inner, suppress(OSError):
                inner.connect(str(path))
                back = threading.Thread(target=pour, args=(inner, self.request))
                back.start()
                pour(self.request, inner)
                back.join()

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Threads(("127.0.0.1", 0), Relay) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,)).start()
        yield server.server_address[1]
        server.shutdown()


def pour(source: socket.socket, into: socket.socket) -> None:
    """Hand on every byte until there are no more."""
    with suppress(OSError):
        while data := source.recv(65536):
            into.sendall(data)
        into.shutdown(socket.SHUT_WR)


@pytest.fixture
def context(front):
    """A browser that reaches the server in front under its name."""
    chromium = chromium_path()
    if chromium is None:
        missing("no Chromium found: install one, or set CHROMIUM_PATH")
    with relayed(front.socket) as port, sync_playwright() as playwright:
        rules = ",".join(f"MAP {name}:443 127.0.0.1:{port}" for name in (DESK, CODE))
        flags = ["--no-sandbox", "--disable-dev-shm-usage", f"--host-resolver-rules={rules}"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        context = browser.new_context(ignore_https_errors=True)
        context.set_default_timeout(PATIENCE)
        yield context
        browser.close()


@pytest.mark.parametrize("front", ["nginx, prefix cut off", "code-server, /proxy"], indirect=True)
def test_a_learner_works_and_the_key_stays_in_the_first_address(front, context):
    page, complaints, asked = context.new_page(), [], []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("request", lambda sent: asked.append((sent.url, sent.headers.get("referer", ""))))
    context.route("**/*.rfc-editor.org/**", lambda route: route.fulfill(body="a page of another site"))

    page.goto(f"{front.base}/?key={front.key}")
    assert page.url == f"{front.base}/"
    (key,) = [cookie for cookie in context.cookies() if cookie["value"] == front.key]
    assert (key["path"], key["secure"], key["httpOnly"]) == (f"{front.prefix}/", True, True)
    page.locator(f'a[href^="{front.prefix}/exercises/01_echo"]').first.click()
    type_and_save(page, SOLVED)
    expect(page.locator("#result")).to_have_text("All 2 checks pass", timeout=PATIENCE)
    (front.work / "exercises" / "01_echo" / "app.py").write_text(STUB, encoding="utf-8")
    expect(page.locator("#result")).to_have_text("1 of 2 checks pass", timeout=PATIENCE)
    page.goto(f"{front.base}/codes/404")
    with page.expect_request("**/*.rfc-editor.org/**") as left:
        page.locator('a[href*="rfc-editor.org"]').first.evaluate(
            "link => { link.target = ''; link.click(); }"
        )

    assert "referer" not in left.value.headers
    assert [referer for _, referer in asked if referer.startswith(f"{front.base}/")]
    assert [pair for pair in asked if front.key in "".join(pair)] == [(f"{front.base}/?key={front.key}", "")]
    assert complaints == []
    if not front.form.variable:
        assert front.log.read_text().count(front.key) == 1


def type_and_save(page, text):
    """Replace what is in the editor and save it."""
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("ControlOrMeta+s")
