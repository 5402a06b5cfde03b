"""Static files: one style sheet for all pages, text that is compressed once, fonts as they are."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest

from course.site.http import static_files
from course.site.http.static_files import SITE_STYLES, STYLES

STATIC = Path(__file__).parents[3] / "static"
SCRIPT = "/static/vendor/codemirror/python.js"
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture(autouse=True)
def nothing_remembered():
    static_files._compressed.cache_clear()


def fetched(client, path, **options):
    with client.get(path, **options) as response:
        response.get_data()
        return response


def test_the_style_sheets_of_every_page_are_one_in_their_order_without_comments(client):
    response = fetched(client, f"/static/{SITE_STYLES}")

    texts = [(STATIC / name).read_text(encoding="utf-8") for name in STYLES]
    rules = [re.sub(r"/\*.*?\*/|\s+", "", text, flags=re.DOTALL) for text in texts]
    assert response.mimetype == "text/css"
    assert re.sub(r"\s+", "", response.text) == "".join(rules)
    assert "/*" not in response.text


@pytest.mark.parametrize("path", [SCRIPT, f"/static/{SITE_STYLES}"])
def test_text_is_smaller_on_the_wire_and_the_same_after_unpacking(client, path):
    plain, packed = fetched(client, path), fetched(client, path, headers=GZIP)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) * 2 < len(plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert "Content-Encoding" not in plain.headers
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", [SCRIPT, f"/static/{SITE_STYLES}"])
def test_each_representation_has_its_own_validator(client, path):
    plain, packed = fetched(client, path), fetched(client, path, headers=GZIP)

    assert plain.headers["ETag"] != packed.headers["ETag"]
    again = fetched(client, path, headers={**GZIP, "If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert fetched(client, path, headers={"If-None-Match": packed.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("accepted", ["gzip;q=0", "identity", ""])
def test_who_does_not_accept_gzip_gets_none(client, accepted):
    assert "Content-Encoding" not in fetched(client, SCRIPT, headers={"Accept-Encoding": accepted}).headers


def test_a_font_is_sent_as_it_is(client):
    response = fetched(client, "/static/fonts/course-mono-400.woff2", headers=GZIP)

    assert "Content-Encoding" not in response.headers


def test_what_was_compressed_is_kept_on_disk_and_a_damaged_copy_is_made_anew(app, client):
    right = fetched(client, SCRIPT, headers=GZIP).data
    kept = [*Path(app.instance_path, "static").glob("*.gz")]
    assert [file.read_bytes() for file in kept] == [right]

    for damaged in (b"", b"no gzip", right[:-9], right[:40] + bytes(40) + right[80:]):
        kept[0].write_bytes(damaged)
        static_files._compressed.cache_clear()
        assert fetched(client, SCRIPT, headers=GZIP).data == right


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written_costs_no_answer(app, client):
    Path(app.instance_path).chmod(0o500)
    try:
        assert fetched(client, SCRIPT, headers=GZIP).status_code == 200
    finally:
        Path(app.instance_path).chmod(0o700)


def test_a_file_in_the_way_of_the_folder_costs_no_answer(app, client):
    Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    Path(app.instance_path, "static").write_text("in the way", encoding="utf-8")

    assert fetched(client, SCRIPT, headers=GZIP).headers["Content-Encoding"] == "gzip"
