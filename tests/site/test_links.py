"""Every page of the real course: links and anchors lead somewhere, pages are light, nothing is inline."""

from __future__ import annotations

import gzip
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from course import create_app

BASE = "http://127.0.0.1"
#: A page with its styles and scripts, gzip, without the editor.
MOST_BYTES = 60 * 1024

UNREGISTERED = re.compile(r"/codes/\d{3}")


class Page(HTMLParser):
    """The links and ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if tag in ("a", "area") and values.get("href", "vscode:").split(":")[0] != "vscode":
            self.links.append(values["href"])
        if tag == "link" and values.get("rel") in ("stylesheet", "modulepreload"):
            self.parts.append(values["href"])
        if tag == "script" and values.get("src"):
            self.parts.append(values["src"])


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    app = create_app({"INSTANCE": tmp_path_factory.mktemp("instance")})
    return app.test_client()


@pytest.fixture(scope="module")
def site(client):
    """Every page that can be reached from the map by links, by its path."""
    pages: dict[str, tuple[str, Page]] = {}
    waiting = ["/", "/styleguide"]
    while waiting:
        path = waiting.pop()
        if path in pages or path.startswith("/styleguide?"):
            continue
        response = client.get(path, base_url=BASE, buffered=True)
        if response.mimetype != "text/html" or response.status_code != 200:
            pages[path] = ("", Page(""))
            continue
        page = Page(response.text)
        if path == "/styleguide":
            page.links = []  # samples lead nowhere
        pages[path] = (response.text, page)
        for link in page.links:
            target = urlsplit(urljoin(BASE + path, link))
            if target.netloc == urlsplit(BASE).netloc:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return pages


@pytest.mark.slow
def test_every_link_and_anchor_leads_somewhere(site, client):
    dead = []
    for path, (_, page) in site.items():
        for link in page.links:
            target = urlsplit(urljoin(BASE + path, link))
            if target.netloc != urlsplit(BASE).netloc:
                if target.scheme != "https":
                    dead.append(f"{path}: {link} leaves the course without https")
                continue
            where = target.path + (f"?{target.query}" if target.query else "")
            found = site[where]
            if not found[0]:
                status = client.get(where, base_url=BASE, buffered=True).status_code
                # The page of a code that is not registered says so, and is a 404 itself.
                if status >= 400 and not (status == 404 and UNREGISTERED.fullmatch(target.path)):
                    dead.append(f"{path}: {link} answers {status}")
            elif target.fragment and target.fragment not in found[1].ids:
                dead.append(f"{path}: {link} has no such place")
    assert not dead, "\n".join(sorted(set(dead))[:40])


@pytest.mark.slow
def test_ids_are_unique_on_every_page(site):
    for path, (_, page) in site.items():
        assert len(page.ids) == len(set(page.ids)), (
            f"{path}: {sorted(i for i in page.ids if page.ids.count(i) > 1)}"
        )


@pytest.mark.slow
def test_no_page_weighs_more_than_it_may(site, client):
    sizes: dict[str, int] = {}

    def size_of(link: str) -> int:
        if link not in sizes:
            with client.get(link, base_url=BASE, buffered=True) as response:
                sizes[link] = len(gzip.compress(response.data, 9))
        return sizes[link]

    heavy = {}
    for path, (html, page) in site.items():
        parts = {part for part in page.parts if "vendor" not in part}
        weight = len(gzip.compress(html.encode(), 9)) + sum(map(size_of, parts))
        if weight > MOST_BYTES:
            heavy[path] = weight
    assert not heavy


@pytest.mark.slow
def test_no_page_has_a_style_or_a_script_of_its_own(site):
    for path, (html, _) in site.items():
        assert not re.search(r"<[^>]+\sstyle=", html), path
        assert not re.search(r"<[^>]+\son[a-z]+=", html), path
        assert "<style" not in html, path
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html), path


@pytest.mark.dump
@pytest.mark.skipif("COURSE_DUMP_PAGES" not in os.environ, reason="COURSE_DUMP_PAGES names no folder")
def test_pages_are_written_for_the_validator(site):
    folder = Path(os.environ["COURSE_DUMP_PAGES"])
    for path, (html, _) in site.items():
        if html:
            name = re.sub(r"[^\w-]+", "_", path).strip("_") or "home"
            (folder / f"{name}.html").write_text(html, encoding="utf-8")
    assert len(list(folder.glob("*.html"))) > 50
