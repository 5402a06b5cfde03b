"""The glossary's page, and the way between it and the lessons."""

from __future__ import annotations

from html.parser import HTMLParser

JSON = {"Accept": "application/json"}


class Ids(HTMLParser):
    """Every id of a page, with its element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if name := dict(attrs).get("id"):
            self.found[name] = tag


def test_every_term_leads_to_its_place_and_the_place_back(client):
    page = client.get("/glossary").text
    terms = client.get("/glossary", headers=JSON).json["terms"]
    assert [term["term"] for term in terms] == ["opener", "rack", "ware"]
    for term in terms:
        address, _, anchor = term["defined_at"].partition("#")
        lesson = client.get(address).text
        assert f'href="{term["defined_at"]}"' in page
        assert Ids(lesson).found[anchor] == "dfn"
        assert f'<a href="{term["href"]}">{term["term"]}</a>' in lesson
        assert term["href"].partition("#")[2] in Ids(page).found


def test_the_page_says_what_the_lesson_says(client):
    (ware,) = [t for t in client.get("/glossary", headers=JSON).json["terms"] if t["term"] == "ware"]
    assert ware["definition"] == "Ask for a thing, a ware (RFC 9110 §15.5.5)."
    assert "Ask for a thing, a <strong>ware</strong> (<a" in client.get("/glossary").text


def test_the_page_is_sent_again_only_when_a_lesson_changed(client):
    first = client.get("/glossary")
    again = client.get("/glossary", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_every_page_leads_to_the_glossary(client):
    assert '<a href="/glossary">Glossary</a>' in client.get("/codes/").text


def test_the_search_finds_a_term(client):
    first, *_ = client.get("/search?q=what is a rack", headers=JSON).json["results"]
    assert (first["kind"], first["href"]) == ("term", "/glossary#rack")


def test_a_mistyped_address_suggests_it(client):
    assert '<a href="/glossary">Glossary</a></li>' in client.get("/glosary").text
