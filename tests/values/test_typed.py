"""What is typed for a code or a header, and what is not taken for it."""

from __future__ import annotations

import pytest

from course.values import codes
from course.values.typed import meant, typed_as

SPELLINGS = (
    "404", " 404 ", "404 Not Found", "404 not found", "not found", "Not-Found", "NOT_FOUND", "NotFound",
    "{404}", "404: Not Found", "404 (Not Found)", "HTTP 404", "HTTP/1.1 404 Not Found", "HTTP/2 404",
    "status 404", "Status code: 404", "the 404", "404.", "\"404\"", "４０４",
)  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_code_goes_by_every_sane_spelling(text: str) -> None:
    assert meant(text, "404")


@pytest.mark.parametrize(
    "text", ["", " ", ":", "40", "4040", "404 Forbidden", "403 Not Found", "4xx", "found", "no"]
)
def test_another_code_half_a_name_and_a_contradiction_mean_nothing(text: str) -> None:
    assert not meant(text, "404")


def test_no_spelling_of_a_code_means_another_one() -> None:
    for code in codes.NAMES:
        for text in (str(code), codes.name(code), codes.speak(code)):
            if codes.name(code) != "(Unused)":
                assert [other for other in codes.NAMES if meant(text, str(other))] == [code], text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Payload Too Large", "413"),
        ("unprocessable entity", "422"),
        ("302 Moved Temporarily", "302"),
        ("ok", "200"),
    ],
)
def test_earlier_names_are_still_names(text: str, code: str) -> None:
    assert meant(text, code)


@pytest.mark.parametrize(
    "text", ["Location", "location", "location:", "Location: /notes/1", "the Location header"]
)
def test_a_header_goes_by_its_name(text: str) -> None:
    assert meant(text, "Location")
    assert not meant(text, "Content-Location")


@pytest.mark.parametrize(
    "text", ["WWW-Authenticate", "www authenticate", "WWWAuthenticate", "www_authenticate"]
)
def test_the_hyphen_of_a_header_is_free(text: str) -> None:
    assert meant(text, "WWW-Authenticate")


def test_values_are_all_codes_or_all_headers() -> None:
    assert typed_as(["200", "404"]) == "code"
    assert typed_as(["Location", "ETag", "WWW-Authenticate"]) == "header"
    assert typed_as(["200", "Location"]) == typed_as(["299"]) == typed_as(["the client"]) == ""
