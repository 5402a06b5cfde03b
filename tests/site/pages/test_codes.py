"""The reference, the search and the walk as a client meets them."""

from __future__ import annotations

import gzip
import re

import pytest
from markupsafe import escape

from course.exercises.catalogue import Catalogue
from course.lessons.library import Library
from course.places import SHIPPED
from course.reference import decision, methods
from course.reference import entries as reference
from course.reference.usage import Usage, Usages
from course.site.present.code_pages import code_page

JSON = {"Accept": "application/json"}
PROBLEM = "application/problem+json"
WHOLE = reference.load()
WALK = decision.load()
PAGES = (
    "/codes/",
    "/codes/methods",
    "/codes/guidelines",
    "/codes/404",
    "/codes/401-403",
    "/search",
    "/search?q=token",
    "/decide",
    "/decide/up",
)


def links(page: str) -> set[str]:
    return {href.partition("#")[0] for href in re.findall(r'href="(/[^"]*)"', page)} - {""}


def words(page: str) -> str:
    """Return what a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


# --- One code ---


@pytest.mark.parametrize("code", WHOLE.entries)
def test_every_code_has_a_page(client, code):
    page = client.get(f"/codes/{code}")

    assert page.status_code == 200 and page.mimetype == "text/html"
    assert f'<span class="phrase">{WHOLE.entries[code].name}</span></h1>' in page.text
    assert "{" not in re.sub(r"<pre.*?</pre>|<code>.*?</code>", "", page.text, flags=re.DOTALL)
    if code >= 200:
        assert f"HTTP/1.1 {code} {escape(reference.in_flask(code).phrase)}" in words(page.text)
    else:
        assert "A Flask view cannot send it" in page.text


def test_the_list_links_every_code_and_comparison(client):
    found = links(client.get("/codes/").text)
    assert {f"/codes/{name}" for name in (*WHOLE.entries, *WHOLE.pairs)} <= found


def test_no_link_of_the_reference_is_dead(client):
    pages = [f"/codes/{name}" for name in (*WHOLE.entries, *WHOLE.pairs)] + list(PAGES)
    found = {link for page in pages for link in links(client.get(page).text)}

    unknown = {f"/codes/{code}" for code in WHOLE.unregistered}
    dead = []
    for link in sorted(found):
        with client.get(link) as response:
            # The page of a number that nobody registered says so with 404.
            dead += [link] if response.status_code != (200 if link not in unknown else 404) else []
    assert dead == []


def test_a_code_leads_to_where_the_course_uses_it(client):
    page = client.get("/codes/201").text
    assert 'href="/lessons/01_shop/' in page
    assert 'href="/exercises/01_echo/"' in client.get("/codes/404").text


def test_a_code_names_the_lessons_and_exercises_that_are_most_about_it_and_folds_the_rest(client):
    outlines = Library(SHIPPED / "lessons", SHIPPED / "exercises")
    usage = Usages(outlines).of(404, Catalogue(SHIPPED / "exercises").all())
    page = code_page(WHOLE.entries[404], WHOLE, reference.in_flask(404), None, usage)

    assert len(usage.leading) == 3 and set(usage.leading) <= set(usage.taught) and usage.best in usage.leading
    assert not set(page.also) & set(usage.leading)
    assert len(page.also) + 3 == len(usage.lessons) and len(page.further) + 3 == len(usage.exercises)
    assert page.further_words == f"Also appears in {len(page.also)} lessons and {len(page.further)} exercises"
    assert page.met == f"met in {len(usage.lessons)} lessons and {len(usage.exercises)} exercises"
    nowhere = code_page(WHOLE.entries[404], WHOLE, reference.in_flask(404), None, Usage((), ()))
    assert (nowhere.met, nowhere.further_words) == ("", "")


def test_a_code_in_a_sentence_is_a_link_to_its_page(client):
    assert re.search(
        r'which is <a class="n k2" href="/codes/200"[^>]*>200</a>', client.get("/codes/404").text
    )


def test_the_list_gives_room_to_the_codes_of_every_day(client):
    page = client.get("/codes/").text
    daily = re.findall(r'<ul class="daily">.*?</ul>', page, re.DOTALL)
    named = {int(code) for part in daily for code in re.findall(r'<li><a href="/codes/(\d+)"', part)}

    assert named == {entry.code for entry in WHOLE.entries.values() if entry.sheet}


def test_a_code_as_json(client):
    values = client.get("/codes/405", headers=JSON).json

    assert values["name"] == "Method Not Allowed" and values["class"] == "Client Error"
    assert values["headers"] == [{"name": "Allow", "need": "must", "source": "RFC 9110 §15.5.6"}]
    assert values["flask"] == {"abort": True, "errorhandler": True, "phrase": "METHOD NOT ALLOWED"}
    assert len(client.get("/codes/", headers=JSON).json["codes"]) == 64


@pytest.mark.parametrize(
    ("code", "reads_as", "seen"),
    [(499, 400, "nginx"), (522, 500, "Cloudflare"), (299, 200, ""), (199, 100, ""), (999, 500, "")],
)
def test_an_unknown_number_is_404_and_explained(client, code, reads_as, seen):
    page, problem = client.get(f"/codes/{code}"), client.get(f"/codes/{code}", headers=JSON)

    assert page.status_code == problem.status_code == 404
    assert problem.mimetype == PROBLEM and problem.json["reads_as"] == reads_as
    assert seen in page.text and seen in problem.json["seen"]
    assert f"/codes/{reads_as}" in links(page.text) or code == 999
    assert "Accept" in page.vary


@pytest.mark.parametrize(
    "path", ["/codes/abc", "/codes/40", "/codes/0404", "/codes/404-500", "/codes/404-404"]
)
def test_what_is_no_code_is_404(client, path):
    assert client.get(path).status_code == 404


def test_addresses_lead_to_one_form(client):
    assert client.get("/codes").status_code == 308
    turned = client.get("/codes/403-401")
    assert (turned.status_code, turned.location) == (308, "/codes/401-403")
    assert client.get("/codes/504-502-503").location == "/codes/502-503-504"


# --- A comparison and its question ---


def send(client, name="401-403", **changes):
    data = {"question": f"codes-{name}", "choice": ["403"], "confidence": "sure"} | changes
    return client.post(f"/codes/{name}/answers", data=data)


@pytest.mark.parametrize("name", WHOLE.pairs)
def test_nothing_of_the_answer_is_there_before_it(client, name):
    question = WHOLE.pairs[name].question
    html = client.get(f"/codes/{name}").text
    values = client.get(f"/codes/{name}", headers=JSON).get_data(as_text=True)

    secrets = [option.feedback_html for option in question.options] + [question.reveal_html]
    for text in (html, values):
        assert not [secret for secret in secrets if secret in text]
        assert "feedback" not in text and '"right"' not in text and 'class="reveal"' not in text
    assert html.count('name="choice"') == len(question.options)


def test_an_answer_is_303_and_then_told(client):
    answered = send(client)

    assert (answered.status_code, answered.location) == (303, "/codes/401-403#q-codes-401-403")
    page = client.get("/codes/401-403").text
    question = WHOLE.pairs["401-403"].question
    assert question.reveal_html in page and "Not that one." in page
    assert client.get("/codes/401-403", headers=JSON).json["question"]["right"] is False
    assert 'name="choice"' in client.get("/codes/401-403?retry=codes-401-403").text


def test_an_answer_is_recorded_like_any_other(app, client):
    send(client, choice=["401"])
    answer = app.extensions["course"].store.answers(["codes-401-403"])["codes-401-403"]
    assert answer.right and answer.confidence == "sure" and answer.choice == ("401",)


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"choice": []}, 422, "Choose an answer first"),
        ({"confidence": ""}, 422, "Say how sure you are"),
        ({"choice": ["401", "403"]}, 422, "Choose one answer"),
        ({"choice": ["404"]}, 422, "does not have"),
        ({"question": "codes-400-422"}, 422, "no question"),
    ],
)
def test_an_answer_that_is_none_is_refused(app, client, changes, status, told):
    refused = send(client, **changes)

    assert refused.status_code == status and told in refused.text
    assert WHOLE.pairs["401-403"].question.reveal_html not in refused.text
    assert app.extensions["course"].store.answers(["codes-401-403"]) == {}


def test_refusals_for_programs_and_other_formats(client):
    problem = client.post("/codes/401-403/answers", data={"question": "codes-401-403"}, headers=JSON)
    assert problem.status_code == 422 and problem.mimetype == PROBLEM
    assert client.post("/codes/401-403/answers", json={}).status_code == 415
    assert send(client, name="400-404").status_code == 404
    assert client.get("/codes/401-403/answers").status_code == 405


# --- Which code? ---


@pytest.mark.parametrize("name", [*WALK.checks, *WALK.ends])
def test_every_place_of_the_walk_has_a_page(client, name):
    page = client.get(f"/decide/{name}")

    assert page.status_code == 200
    found = links(page.text)
    if name in WALK.ends:
        assert f"/codes/{WALK.ends[name].code}" in found
    else:
        assert {f"/decide/{choice.target}" for choice in WALK.checks[name].choices} <= found
    assert {f"/decide/{stage.check.id}" for stage in WALK.way_to(name)} <= found


def test_an_end_leads_to_lesson_and_exercise(client):
    found = links(client.get("/decide/nothing-here").text)
    assert "/exercises/01_echo/" in found
    assert any(
        link.startswith("/lessons/") for link in links(client.get("/decide/made").text) - {"/lessons/"}
    )


def test_the_first_page_of_the_walk_links_every_place_in_one_group_of_folds(client):
    page = client.get("/decide").text
    tree = re.search(r'<ol class="order">.*?</ol>', page, re.DOTALL)[0]
    assert {f"/decide/{name}" for name in (*WALK.checks, *WALK.ends)} == links(tree)
    assert tree.count('<details name="checks"') == len(WALK.spine)
    assert " open" not in "".join(re.findall(r"<details[^>]*>", tree))


def test_two_faults_show_what_the_app_said(client):
    page = client.get("/decide").text
    assert page.count("verdict-word") == len(WALK.cases)
    assert page.count("The standard wants 304") == 1
    assert "HTTP/1.1 412 PRECONDITION FAILED" in words(page)


def test_the_walk_as_json(client):
    values = client.get("/decide/up", headers=JSON).json
    assert [answer.get("code") for answer in values["answers"]] == [None, 503, 429]
    end = client.get("/decide/not-this-method", headers=JSON).json
    assert end["code"] == 405 and end["reference"] == "/codes/405"
    assert client.get("/decide", headers=JSON).json["start"] == "/decide/up"


def test_a_place_that_is_not_there_is_404(client):
    assert client.get("/decide/nowhere").status_code == 404
    assert client.get("/decide/nowhere", headers=JSON).mimetype == PROBLEM


# --- All of them ---


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_answered_304_until_something_changes(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304
    assert client.post("/theme", data={"theme": "dark", "back": "/"}).status_code == 303
    dark = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert dark.status_code == 200 and 'data-theme="dark"' in dark.text


@pytest.mark.parametrize("path", [*PAGES, "/codes/502-503-504", "/codes/499", "/decide/hidden"])
def test_an_id_names_one_element(client, path):
    ids = re.findall(r'\sid="([^"]+)"', client.get(path).text)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_the_way_here_is_in_the_bar(client, path):
    found = links(client.get(path).text)
    assert {"/codes/", "/decide", "/search"} <= found


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_light(client, path):
    page = client.get(path).text
    files = [file.replace("&amp;", "&") for file in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)]
    files = [file for file in files if ".woff2" not in file]
    weight = len(gzip.compress(page.encode()))
    for file in files:
        with client.get(file) as response:
            weight += len(gzip.compress(response.get_data()))
    assert weight <= 60_000
    for file in files:
        assert "?v=" in file


def test_the_page_and_its_values_say_the_same(client):
    table = methods.load()
    page, values = client.get("/codes/methods").text, client.get("/codes/methods", headers=JSON).json

    assert set(values) == set(table.methods)
    for method in table.methods:
        for cell in table.of(method):
            assert f'id="{method.lower()}-{cell.code}"' in page
