"""Make the pictures of the README anew: python docs/screenshots.py (needs playwright and Chromium).

The course runs on a free port with an empty instance, so that every picture shows a new learner's page.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from waitress import create_server

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course import create_app  # noqa: E402

STEP = "/lessons/05_precise_success/a-new-thing"
EXERCISE = "/exercises/05_created/"


def step(page: Page, base: str) -> None:
    """A prediction that waits for its answer."""
    page.goto(base + STEP)
    page.screenshot(path=ROOT / "docs" / "lesson.png")


def bench(page: Page, base: str) -> None:
    """An exercise after its first run."""
    page.goto(base + EXERCISE)
    page.get_by_role("button", name="Run", exact=True).first.click()
    page.locator("#result", has_text="checks pass").wait_for()
    page.wait_for_timeout(500)  # the editor comes after the page
    page.screenshot(path=ROOT / "docs" / "exercise.png")


def main() -> None:
    """Serve the course, take every picture, stop."""
    with tempfile.TemporaryDirectory() as instance:
        app = create_app({"INSTANCE": instance})
        server = create_server(app, host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        base = f"http://127.0.0.1:{server.effective_port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            for shoot in (step, bench):
                page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
                shoot(page, base)
                page.close()
            browser.close()
        app.extensions["course"].close()


if __name__ == "__main__":
    main()
