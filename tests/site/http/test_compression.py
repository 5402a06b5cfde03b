"""Pages are compressed for clients that accept it: fewer bytes, the same page, a validator of its own."""

from __future__ import annotations

import gzip

import pytest

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
PAGES = ("/", "/lessons/", "/exercises/01_echo/", "/progress", "/decide", "/codes/404")


def packed_and_plain(client, path):
    client.get(path, follow_redirects=True)  # the first visit may change what later ones show
    return client.get(path, headers=GZIP), client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_smaller_on_the_wire_and_the_same_after_unpacking(client, path):
    packed, plain = packed_and_plain(client, path)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers
    for response in (packed, plain):
        assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_each_form_has_its_own_validator(client, path):
    packed, plain = packed_and_plain(client, path)

    assert packed.headers["ETag"] != plain.headers["ETag"]
    for tag, accepts, status in (
        (packed.headers["ETag"], GZIP, 304),
        (plain.headers["ETag"], {}, 304),
        (plain.headers["ETag"], GZIP, 200),
        (packed.headers["ETag"], {}, 200),
    ):
        again = client.get(path, headers={"If-None-Match": tag, **accepts})
        assert again.status_code == status
        assert again.headers["ETag"] == (packed if accepts else plain).headers["ETag"]
        assert "Content-Encoding" not in again.headers or again.status_code == 200


def test_head_has_the_fields_of_get(client):
    packed, _ = packed_and_plain(client, "/")
    head = client.head("/", headers=GZIP)

    assert head.data == b""
    for name in ("Content-Encoding", "Content-Length", "ETag", "Vary"):
        assert head.headers[name] == packed.headers[name]


def test_an_error_page_is_compressed_too_and_has_no_validator(client):
    response = client.get("/nowhere", headers=GZIP)

    assert response.status_code == 404
    assert b"</html>" in gzip.decompress(response.data)
    assert "ETag" not in response.headers


@pytest.mark.parametrize("accepted", ["gzip;q=0", "identity", ""])
def test_who_does_not_accept_gzip_gets_none(client, accepted):
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": accepted}).headers


def test_a_learners_file_keeps_the_validator_that_a_save_needs(client):
    path = "/exercises/01_echo/source"
    packed, plain = client.get(path, headers=GZIP), client.get(path)

    assert "Content-Encoding" not in packed.headers
    assert packed.headers["ETag"] == plain.headers["ETag"]
