"""The page of the search as a client meets it."""

from __future__ import annotations

import re

import pytest

from course.reference.search import index

JSON = {"Accept": "application/json"}
PROBLEM = "application/problem+json"


def links(page: str) -> set[str]:
    return set(re.findall(r'href="(/[^"]*)"', page))


def test_search_finds_codes_lessons_and_exercises(client):
    def kinds(query: str) -> list[tuple[str, str]]:
        found = client.get("/search", query_string={"q": query}, headers=JSON).json["results"]
        return [(one["kind"], one["href"]) for one in found]

    assert kinds("already exists")[0] == ("code", "/codes/409")
    assert ("exercise", "/exercises/01_echo/") in kinds("say it back")
    assert ("step", "/lessons/01_shop/stored") in kinds("something is stored")
    assert ("comparison", "/codes/401-403") in kinds("401 403")


def test_the_result_page_is_plain_html(client):
    page = client.get("/search?q=token+expired").text
    assert 'href="/codes/401"' in page and 'value="token expired"' in page
    assert "for “&lt;b&gt;”" in client.get("/search?q=<b>").text
    assert "0 results" in client.get("/search?q=xyzzy").text


def test_the_page_says_how_the_query_was_understood(client):
    page = client.get("/search?q=forbiddn").text
    assert "for “forbidden” (you typed “forbiddn”)" in page and 'value="forbiddn"' in page
    values = client.get("/search?q=forbiddn", headers=JSON).json
    assert (values["query"], values["understood"]) == ("forbiddn", "forbidden")
    assert "understood" not in client.get("/search?q=forbidden", headers=JSON).json


@pytest.mark.parametrize("query", ["already exists", "xyzzy"])
def test_results_and_none_lead_to_the_walk(client, query):
    page = client.get("/search", query_string={"q": query}).text
    assert page.count("alk from your request to its code") == 1
    assert '<a href="/decide">walk' in page.lower()


def test_a_long_list_is_folded(client):
    page = client.get("/search?q=4").text
    seen, folded = page.split('<details class="more-hits">')
    assert seen.count('<span class="n k4">') == 8
    assert folded.count('<span class="n k4">') == 12 and "12 more" in folded


@pytest.mark.parametrize("query", ["", "\0", '"', "AND (", "a" * 5000, "不", "title:x*"])
def test_no_query_breaks_the_page(client, query):
    for headers in ({}, JSON):
        assert client.get("/search", query_string={"q": query}, headers=headers).status_code == 200


def test_a_python_that_cannot_search_says_so_and_leads_on(client, monkeypatch):
    monkeypatch.setattr(index, "MODULE", "fts_that_is_missing")
    page = client.get("/search?q=404")
    assert page.status_code == 501 and "built without full-text search" in page.text
    assert 'name="q"' not in page.text and {"/codes/", "/decide"} <= links(page.text)
    problem = client.get("/search?q=404", headers=JSON)
    assert problem.status_code == 501 and problem.mimetype == PROBLEM
    assert "built without full-text search" in problem.json["detail"]
