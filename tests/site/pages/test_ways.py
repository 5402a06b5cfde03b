"""The pages of the ways into a lesson, and the bar that leads to them."""

from __future__ import annotations

import re

import pytest
from jinja2 import ChoiceLoader, DictLoader

from course.site.app import create_app
from course.ways.shelf import shelf
from course.ways.way import Refused, Way

LESSON = "/lessons/01_shop"
JSON = {"Accept": "application/json"}


def bars(page: str) -> list[dict[str, str]]:
    """Each bar of a page: what its links say, with the address and what is current."""
    found = []
    for bar in re.findall(r'<nav class="ways.*?</nav>', page, re.S):
        links = re.findall(r'<a href="([^"]*)"( aria-current="\w+")?>([^<]*)</a>', bar)
        found.append({name: href + current for href, current, name in links})
    return found


def count_steps(asked):
    """The tenth way: how many steps a lesson has."""
    return len(asked.lesson.steps)


def refuse_all(asked, form):
    if form.get("number") != "3":
        raise Refused("Send the number of steps.")
    asked.store.record_answer("tenth", ("3",), "sure", right=True)
    return "counted=yes"


TENTH = Way(
    id="count",
    name="Count",
    purpose="keep",
    summary="How many steps there are.",
    build=count_steps,
    values=lambda it: {"steps": it},
    receive=refuse_all,
)
TEMPLATE = '{% extends "ways/_way.html" %}{% block way %}<p>{{ it }} steps</p>{% endblock %}'


@pytest.fixture
def with_tenth(settings):
    """A client of a site with one way more: a module, a row, a template."""
    app = create_app(dict(settings), ways=(*shelf(), TENTH))
    app.jinja_loader = ChoiceLoader([app.jinja_loader, DictLoader({"ways/count.html": TEMPLATE})])
    yield app.test_client()
    app.extensions["course"].close()


@pytest.mark.parametrize("page", ["/", "/stored", "/end/"])
def test_the_bar_stands_on_every_page_of_a_lesson(client, page):
    expected = {"Learn": f'{LESSON}/ aria-current="{"page" if page == "/" else "true"}"'}
    expected |= {way.name: f"{LESSON}/{way.id}" for way in shelf()}
    found = bars(client.get(LESSON + page).text)
    assert found
    assert all(bar == expected for bar in found)


@pytest.mark.parametrize("way", shelf(), ids=lambda way: way.id)
def test_a_way_has_a_page_that_marks_itself_and_answers_programs_too(client, way):
    page = client.get(f"{LESSON}/{way.id}")
    assert page.status_code == 200
    assert bars(page.text)[0][way.name] == f'{LESSON}/{way.id} aria-current="page"'
    told = client.get(f"{LESSON}/{way.id}", headers=JSON)
    assert (told.json["lesson"], told.json["way"]) == ("01_shop", way.id)
    assert client.get(f"/lessons/99_none/{way.id}").status_code == 404
    assert client.head(f"{LESSON}/{way.id}").data == b""


@pytest.mark.parametrize("way", shelf(), ids=lambda way: way.id)
def test_a_page_that_has_not_changed_is_answered_304(client, way):
    etag = client.get(f"{LESSON}/{way.id}").headers["ETag"]
    assert client.get(f"{LESSON}/{way.id}", headers={"If-None-Match": etag}).status_code == 304


def test_a_tenth_way_is_a_module_a_row_and_a_template(with_tenth):
    page = with_tenth.get(f"{LESSON}/count").text
    assert "<p>3 steps</p>" in page
    assert bars(page)[0]["Count"].startswith(f"{LESSON}/count")
    assert "Count" in bars(with_tenth.get(f"{LESSON}/stored").text)[0]
    assert with_tenth.get(f"{LESSON}/count", headers=JSON).json == {
        "lesson": "01_shop",
        "way": "count",
        "steps": 3,
    }


def test_a_form_of_a_way_is_recorded_or_refused(with_tenth):
    stored = with_tenth.post(f"{LESSON}/count", data={"number": "3"})
    assert (stored.status_code, stored.location) == (303, f"{LESSON}/count?counted=yes")
    refused = with_tenth.post(f"{LESSON}/count", data={"number": "4"})
    assert refused.status_code == 422
    assert "Send the number of steps." in refused.text
    told = with_tenth.post(f"{LESSON}/count", data={"number": "4"}, headers=JSON)
    assert (told.status_code, told.json["detail"]) == (422, "Send the number of steps.")
    assert with_tenth.post(f"{LESSON}/count", json={}).status_code == 415
    read_only = with_tenth.post(f"{LESSON}/why", data={})
    assert (read_only.status_code, set(read_only.allow)) == (405, {"GET", "HEAD", "OPTIONS"})


def test_why_shows_its_reason_and_both_apps(client):
    page = client.get(f"{LESSON}/why").text
    assert "Because a client asks." in page
    assert "Stored without a word" in page


def test_a_code_that_the_console_got_is_found(client):
    before = client.get(f"{LESSON}/try").text
    assert re.search(r"0 of \d codes found", before)
    sent = client.post(
        f"{LESSON}/apps/shop.py/requests",
        data={"method": "GET", "path": "/things/9", "headers": "", "body": "", "expected": ""},
    )
    assert re.search(r"1 of \d codes found", sent.text)
    assert 'data-swap="console hunt"' in sent.text
    assert bars(sent.text)[0]["Try"].endswith('aria-current="true"')
    after = client.get(f"{LESSON}/try?app=shop.py").text
    assert re.search(r"1 of \d codes found", after)
    assert client.get(f"{LESSON}/try?app=none.py").status_code == 404


def test_a_hunt_shows_no_code_that_was_not_found(client):
    hunt = client.get(f"{LESSON}/try").text.split('id="hunt"')[1].split("</section>")[0]
    assert not re.search(r"\b[1-5]\d\d\b", hunt)


def test_a_recording_waits_for_the_question_that_asks_for_its_answer(client):
    page = client.get(f"{LESSON}/visualize").text
    first, second = re.split(r'<section class="[^"]*\bscene"', page)[1:]
    assert "waits for your prediction" in first
    assert "zebrafish" not in page
    assert f'<a href="{LESSON}/stored">Predict it first</a>' in first
    assert 'class="fr"' in second and 'class="fr"' not in first
    told = client.get(f"{LESSON}/visualize", headers=JSON).json
    assert (told["waiting"], len(told["recordings"])) == (1, 1)
    read_on = client.get(f"{LESSON}/visualize?read=on").text
    assert "waits for your prediction" not in read_on
    assert "zebrafish" in read_on


def test_frames_can_be_reached_by_links_alone(client):
    page = client.get(f"{LESSON}/visualize").text
    ids = set(re.findall(r' id="(run-[^"]+)"', page))
    links = set(re.findall(r'href="#(run-[^"]+)"', page))
    assert links <= ids
    assert {name for name in ids if re.fullmatch(r"run-\d+-\d+-\d+", name)} <= links
    assert "There is no second thing." in page


def test_lanes_are_drawn_and_said(client):
    page = client.get(f"{LESSON}/visualize").text
    (words,) = re.findall(r'<svg viewBox="0 0 360 \d+" role="img" aria-label="([^"]+)"', page)
    assert words.startswith("client to server: GET /things/1. server to client: 200 OK.")
    assert "server to client: 404 NOT FOUND." in words


def test_a_step_leads_to_its_recording(client):
    page = client.get(f"{LESSON}/kinds?read=on").text
    assert f'<a href="{LESSON}/visualize#run-1">A vase on its way into the shop</a>' in page


@pytest.mark.parametrize("way", shelf(), ids=lambda way: way.id)
def test_a_page_changes_with_the_answers_and_its_ids_stay_unique(client, answer, way):
    before = client.get(f"{LESSON}/{way.id}").text
    answer("stored-code", "200")
    answer("post-is-201", "doubted", confidence="")
    answer("stored-type", "application-json-bacb76", step=f"{LESSON}/kinds")
    answer("which-worked", "ok", "created", step=f"{LESSON}/kinds")
    after = client.get(f"{LESSON}/{way.id}").text
    ids = re.findall(r'\sid="([^"]+)"', after)
    assert len(set(ids)) == len(ids)
    if way.id in ("deep", "cost"):
        assert after != before
