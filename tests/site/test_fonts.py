"""The faces of the pages: each is asked for under one address, so it is loaded once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.site.http import caching

STATIC = Path(__file__).parents[2] / "static"
ASKED = re.findall(
    r"url\(\.\./(fonts/[\w-]+\.woff2)\?v=(\w+)\)", (STATIC / "css/tokens.css").read_text(encoding="utf-8")
)


def test_the_style_sheet_asks_for_every_face():
    assert sorted(name for name, _ in ASKED) == sorted(
        f"fonts/{f.name}" for f in STATIC.glob("fonts/*.woff2")
    )


@pytest.mark.parametrize(("name", "version"), ASKED)
def test_a_face_is_asked_for_with_the_version_of_its_content(app, name, version):
    with app.app_context():
        assert caching.file_version(name) == version, f"write ?v={caching.file_version(name)} in tokens.css"


def test_a_page_preloads_the_very_address_that_the_style_sheet_asks_for(client):
    page = client.get("/").text
    preloaded = re.findall(r'<link rel="preload" href="/static/(fonts/[^"?]+)\?v=(\w+)" as="font"', page)

    assert [name for name, _ in preloaded] == list(caching.FONTS)
    assert set(preloaded) <= set(ASKED)


def test_a_face_may_be_kept_forever(client):
    name, version = ASKED[0]
    with client.get(f"/static/{name}?v={version}") as answer:
        assert answer.headers["Cache-Control"] == caching.FOREVER
        assert answer.headers["Content-Type"] == "font/woff2"
